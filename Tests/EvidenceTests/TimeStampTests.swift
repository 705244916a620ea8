import Foundation
import SocialModel
import Testing

@testable import Evidence

/// A server of time stamps on loopback, made with openssl and python3.
private final class StampServer {
  let address: String
  let folder: URL
  private let process: Process

  private static let configuration = """
    [ req ]
    distinguished_name = name
    [ name ]
    [ ca ]
    basicConstraints = critical, CA:true
    [ tsa ]
    extendedKeyUsage = critical, timeStamping
    [ stamp ]
    serial = serial
    crypto_device = builtin
    signer_digest = sha256
    default_policy = 1.2.3.4.1
    digests = sha256
    ess_cert_id_alg = sha256
    """
  private static let script = """
    import http.server, subprocess, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/broken": body = b"no request"
            open("q.tsq", "wb").write(body)
            subprocess.run("openssl ts -reply -config c -section stamp -queryfile q.tsq -signer tsa.pem "
                "-inkey tsa.key -out r.tsr".split(), check=False, stderr=subprocess.DEVNULL)
            answer = open("r.tsr", "rb").read()
            self.send_response(302 if self.path == "/moved" else 200)
            if self.path == "/moved": self.send_header("Location", "/")
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)
        def log_message(self, *arguments): pass
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()
    """

  init(in folder: URL) throws {
    self.folder = folder
    for (name, text) in ["c": Self.configuration, "serial": "01\n", "server.py": Self.script] {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    for command in [
      "openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=Meridian-CA -config c -extensions ca",
      "openssl req -x509 -newkey rsa:2048 -nodes -keyout o.key -out other.pem -days 2 -subj /CN=Other-CA -config c -extensions ca",
      "openssl req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=Meridian-TSA -config c",
      "openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 2 -extfile c -extensions tsa",
    ] {
      let run = try Peer.run(command.split(separator: " ").map(String.init), in: folder)
      try #require(run.status == 0, "\(run.output)")
    }
    process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "server.py"]
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      let more = try #require(try pipe.fileHandleForReading.read(upToCount: 1))
      line += more
    }
    let port = String(decoding: line.dropLast(), as: UTF8.self)
    address = "http://127.0.0.1:\(port)"
  }

  // The child inherits blocked signals, so that a gentler one would leave it there, and whoever waits
  // for the end of standard error with it.
  deinit { kill(process.processIdentifier, SIGKILL) }

  func certificate(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
  }
}

@Suite(
  "A time stamp", .enabled(if: Peer.isInstalled("openssl") && Peer.isInstalled("python3")))
struct TimeStampTests {
  @Test("of a server on loopback is in the package, and verified offline with its certificates")
  func stamped() throws {
    try Peer.inFolder { folder in
      let made = try StampServer(in: folder)
      let server = try #require(TimeStampServer(made.address + "/"))
      let package = try Parade.package(stamp: server.stamp)
      let ca = try made.certificate("ca.pem")
      let verdict = EvidenceVerifier(certificates: ca).verify(package.bytes)
      #expect(verdict.fault == nil && verdict.isStampTrusted && verdict.stamped != nil)
      #expect(!EvidenceVerifier().verify(package.bytes).isStampTrusted)
      let other = try made.certificate("other.pem")
      #expect(
        EvidenceVerifier(certificates: other).verify(package.bytes).fault?.kind == .timeStamp)
      #expect(
        EvidenceVerifier(certificates: [1]).verify(package.bytes).fault?.kind == .timeStamp)
      try byHand(package, in: folder)
      try changes(package)
      try refusals(made)
    }
  }

  /// openssl says the same.
  private func byHand(_ package: EvidencePackage, in folder: URL) throws {
    for name in ["manifest.json", "manifest.tsr"] {
      let file = try #require(package.files.first { $0.name == name })
      try Data(file.bytes).write(to: folder.appendingPathComponent(name))
    }
    let run = try Peer.run(
      [
        "openssl", "ts", "-verify", "-data", "manifest.json", "-in", "manifest.tsr", "-CAfile",
        "ca.pem",
      ],
      in: folder)
    #expect(run.status == 0 && run.output.contains("Verification: OK"), "\(run.output)")
  }

  /// Every changed bit of the stamp is found, without its certificates too.
  private func changes(_ package: EvidencePackage) throws {
    let stamp = try #require(package.files.first { $0.name == "manifest.tsr" })
    let start = try #require(Data(package.bytes).range(of: Data(stamp.bytes))).lowerBound
    var random = SeededGenerator(seed: 5)
    for _ in 0..<300 {
      let bit = random.below(stamp.bytes.count * 8)
      var bytes = package.bytes
      bytes[start + bit / 8] ^= 1 << (bit % 8)
      #expect(
        EvidenceVerifier().verify(bytes).fault?.file == "manifest.tsr", "seed 5, bit \(bit)")
    }
  }

  /// A server that moves the asker on, refuses or is not there gives no package.
  private func refusals(_ made: StampServer) throws {
    for address in [made.address + "/moved", made.address + "/broken", "http://127.0.0.1:1/"] {
      let server = try #require(TimeStampServer(address))
      let error = #expect(throws: EvidenceError.self) { try Parade.package(stamp: server.stamp) }
      #expect(error?.code == .noTimeStamp, "\(address)")
    }
  }

  @Test("is asked for at addresses of http and https alone")
  func addresses() {
    for text in ["", "stamp", "file:///etc/passwd", "ftp://a.example/", "http://"] {
      #expect(TimeStampServer(text) == nil, "\(text)")
    }
    #expect(TimeStampServer("https://stamps.example/tsr") != nil)
  }

  @Test("that is no answer is told apart from one of another file")
  func unclear() {
    let digest = [UInt8](repeating: 1, count: 32)
    for answer in [[], [0x30], [UInt8](repeating: 0x30, count: 100_000)] {
      #expect(throws: EvidenceError.self) {
        try TimeStamp.check(answer, digest: digest, nonce: nil, certificates: nil).get()
      }
    }
  }
}
