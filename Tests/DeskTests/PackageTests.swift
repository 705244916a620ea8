import Casework
import Evidence
import Foundation
import SocialModel
import Store
import Testing

@testable import Desk

@Suite("Packages for authorities at the desk")
struct PackageTests {
  private func verdict(_ bytes: [UInt8], _ input: ParadeInput) -> EvidenceVerdict {
    EvidenceVerifier(keys: [input.test.keys.signing.publicKey]).verify(bytes)
  }

  @Test("hold the original bytes, verify with the desk's key, and come out the same each time")
  func whole() throws {
    let input = try ParadeInput()
    let id = try input.released()
    input.test.clock.advance(seconds: 600)
    let first = try input.test.desk.downloadEscalation(id, by: input.lin)
    input.test.clock.advance(seconds: 600)
    #expect(try input.test.desk.downloadEscalation(id, by: input.lou) == first)
    let found = verdict(first, input)
    #expect(found.fault == nil, "\(found.fault?.description ?? "")")
    let manifest = try #require(found.manifest)
    #expect(manifest.state == .released && manifest.requested?.role == "lead")
    #expect(manifest.notice?.memberStates == ["BE", "FR"])
    #expect(manifest.posts.map(\.id) == ["710", "711", "712"])
    let sums = manifest.posts.map(\.file).map { name in
      manifest.files.first { $0.name == name }?.sha256
    }
    #expect(sums == input.lines.map { EvidencePackage.sha256(of: $0) })
    for line in input.lines { #expect(Data(first).range(of: Data(line)) != nil) }
    let page = String(decoding: first, as: UTF8.self)
    #expect(
      page.contains("Police of Port Meridian") && page.contains("Threat of an attack &lt;b&gt;"))
    // Of the account: platform, id and handle; the bytes themselves are left as they are.
    let text = String(decoding: try JSONEncoder().encode(manifest), as: UTF8.self)
    #expect(!text.contains("followers") && !text.contains("1200"))
  }

  @Test("show each of 200 random changed bits")
  func bits() throws {
    let input = try ParadeInput()
    let bytes = try input.test.desk.downloadEscalation(input.released(), by: input.lin)
    let seed: UInt64 = 11
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let bit = random.below(bytes.count * 8)
      var changed = bytes
      changed[bit / 8] ^= 1 << (bit % 8)
      #expect(verdict(changed, input).fault != nil, "seed \(seed), bit \(bit)")
    }
  }

  @Test("are made of what was kept when they were asked for")
  func kept() throws {
    let input = try ParadeInput()
    let id = try input.released()
    try FileManager.default.removeItem(atPath: input.path)
    var post = Post(
      platform: .x, id: "710", account: Account(id: "a0", handle: "other"),
      time: Timestamp(milliseconds: 1_458_633_492_123), text: "Changed later")
    post.language = "en"
    _ = try input.test.store.store(posts: [NewPost(post)])
    let bytes = try input.test.desk.downloadEscalation(id, by: input.lin)
    #expect(verdict(bytes, input).fault == nil)
    #expect(Data(bytes).range(of: Data(input.lines[0])) != nil)
    #expect(!String(decoding: bytes, as: UTF8.self).contains("Changed later"))
  }

  @Test("take the first text of an edited post, which belongs to the bytes")
  func edited() throws {
    let input = try ParadeInput()
    let post = Post(
      platform: .x, id: "710", account: Account(id: "a0"),
      time: Timestamp(milliseconds: 1_458_633_492_123), text: "Changed before")
    _ = try input.test.store.store(posts: [NewPost(post)])
    let bytes = try input.test.desk.downloadEscalation(input.released(), by: input.lin)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("stop the iron lantern parade") && !text.contains("Changed before"))
  }

  @Test("are refused where the file is gone, changed or of no ended run, and say so")
  func missing() throws {
    for (isStored, change) in [(true, "gone"), (true, "changed"), (false, "")] {
      let input = try ParadeInput(run: isStored)
      if change == "gone" { try FileManager.default.removeItem(atPath: input.path) }
      if change == "changed" {
        // Another account, and every place as it was: only the hash tells.
        let text = try String(contentsOfFile: input.path, encoding: .utf8)
        try text.replacing("\"a0\"", with: "\"b0\"").write(
          toFile: input.path, atomically: true, encoding: .utf8)
      }
      let id = try input.openCase()
      expect(.incomplete) {
        _ = try input.test.desk.requestEscalation(ofCase: id, input.form(), by: input.lin)
      }
      let form = input.form(takesStatements: true)
      let package = try input.released(nil, form)
      let bytes = try input.test.desk.downloadEscalation(package, by: input.lin)
      let found = verdict(bytes, input)
      #expect(found.fault == nil)
      let names = try #require(found.manifest).posts.map(\.file)
      #expect(names.allSatisfy { $0.hasSuffix(".statement.json") })
      #expect(String(decoding: bytes, as: UTF8.self).contains("NOT IN THIS PACKAGE"))
      expect(.incomplete) {
        _ = try input.test.desk.downloadEscalation(package, .webArchive, by: input.lin)
      }
      let page = try input.test.desk.escalation(package, by: input.ada)
      let statements = page.posts.filter { $0.isStatement }
      #expect(statements.count == 3)
    }
  }

  @Test("find a moved input by its name, and only with its hash")
  func moved() throws {
    let input = try ParadeInput()
    let other = input.test.folder + "/elsewhere"
    let wrong = input.test.folder + "/wrong"
    for folder in [other, wrong] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    try Data("{}".utf8).write(to: URL(fileURLWithPath: wrong + "/parade.ndjson"))
    try FileManager.default.moveItem(atPath: input.path, toPath: other + "/parade.ndjson")
    let id = try input.openCase()
    expect(.incomplete) {
      _ = try input.desk(PackageSettings(inputFolders: [wrong])).requestEscalation(
        ofCase: id, input.form(), by: input.lin)
    }
    let desk = try input.desk(PackageSettings(inputFolders: [wrong, other]))
    let bytes = try desk.downloadEscalation(input.released(desk), by: input.lin)
    #expect(Data(bytes).range(of: Data(input.lines[1])) != nil)
  }

  @Test("need two people, and only these download, which is kept with the file's hash")
  func people() throws {
    let input = try ParadeInput()
    let desk = input.test.desk
    let viewer = try input.test.user("vic", .viewer)
    let auditor = try input.test.user("una", .auditor)
    let id = try input.openCase()
    for acting in [viewer, auditor, .terminal] {
      expect(.notAllowed) { _ = try desk.requestEscalation(ofCase: id, input.form(), by: acting) }
    }
    let package = try desk.requestEscalation(ofCase: id, input.form(), by: input.lin)
    expect(.samePerson) {
      try desk.decideEscalation(package, isReleased: true, reasons: "", by: input.lin)
    }
    expect(.notAllowed) {
      try desk.decideEscalation(package, isReleased: true, reasons: "", by: input.ada)
    }
    expect(.incomplete) {
      try desk.decideEscalation(package, isReleased: false, reasons: " \n", by: input.lou)
    }
    expect(.wrongState) { _ = try desk.downloadEscalation(package, by: input.lin) }
    try desk.decideEscalation(package, isReleased: true, reasons: "", by: input.lou)
    expect(.wrongState) { try desk.withdrawEscalation(package, by: input.lin) }
    expect(.notAllowed) { _ = try desk.downloadEscalation(package, by: input.ada) }
    let bytes = try desk.downloadEscalation(package, by: input.lin)
    let archive = try desk.downloadEscalation(package, .webArchive, by: input.lou)
    #expect(try desk.downloadEscalation(package, .webArchive, by: input.lin) == archive)
    let logged = try input.test.store.auditEntries(action: "escalation.downloaded").items
    #expect(logged.count == 3)
    #expect(
      logged.contains { $0.content.details["sha256"] == EvidencePackage.sha256(of: bytes) })
    #expect(try desk.escalation(package, by: auditor).downloads.count == 3)
  }

  @Test("that are refused or taken back give no file, and the reasons stay")
  func refused() throws {
    let input = try ParadeInput()
    let desk = input.test.desk
    let id = try input.openCase()
    let one = try desk.requestEscalation(ofCase: id, input.form(), by: input.ada)
    try desk.decideEscalation(one, isReleased: false, reasons: "It is news.", by: input.lou)
    let other = try desk.requestEscalation(ofCase: id, input.form(), by: input.ada)
    expect(.notAllowed) { try desk.withdrawEscalation(other, by: input.lin) }
    try desk.withdrawEscalation(other, by: input.ada)
    for package in [one, other] {
      expect(.wrongState) { _ = try desk.downloadEscalation(package, by: input.ada) }
    }
    #expect(try desk.escalation(one, by: input.ada).package.decisionReasons == "It is news.")
  }

  @Test("take only posts of the case, and texts of a length that people read")
  func hostile() throws {
    let input = try ParadeInput()
    let desk = input.test.desk
    let id = try input.openCase()
    let stranger = Post(
      platform: .x, id: "999", account: Account(id: "z"), time: Timestamp(seconds: 1_458_633_400),
      text: "Lanterns")
    _ = try input.test.store.store(posts: [NewPost(stranger)])
    let other = try #require(try input.test.store.postID(.x, "999"))
    expect(.malformed) {
      _ = try desk.requestEscalation(ofCase: id, input.form([other]), by: input.lin)
    }
    expect(.notFound) {
      _ = try desk.requestEscalation(ofCase: id, input.form([1 << 60]), by: input.lin)
    }
    expect(.notFound) {
      _ = try desk.requestEscalation(ofCase: 99, input.form(), by: input.lin)
    }
    let megabyte = String(repeating: "a", count: 1 << 20)
    var forms = [EscalationForm](repeating: input.form(), count: 8)
    forms[0].posts = []
    forms[1].offence = " \n"
    forms[2].suspicion = megabyte
    forms[3].locating = []
    forms[4].locating = [megabyte]
    forms[5].memberStates = ["BE", "BE"]
    forms[6].memberStates = ["XX"]
    forms[7].authority = megabyte
    for form in forms {
      #expect(form.problems.count == 1)
      expect(.incomplete) { _ = try desk.requestEscalation(ofCase: id, form, by: input.lin) }
    }
    #expect(try input.test.store.escalations().items.isEmpty)
  }

  @Test("wait where the server of time stamps gives none, and the release stands")
  func noStamp() throws {
    let input = try ParadeInput()
    let failing = try input.desk(
      PackageSettings(stamp: { _ in
        throw EvidenceError(.noTimeStamp, subject: "time stamp", message: "No answer.")
      }))
    let id = try input.released(failing)
    expect(.unavailable) { _ = try failing.downloadEscalation(id, by: input.lin) }
    #expect(try failing.escalation(id, by: input.lin).downloads.isEmpty)
    let bytes = try input.test.desk.downloadEscalation(id, by: input.lin)
    #expect(verdict(bytes, input).fault == nil)
  }

  @Test("of an earlier version, which kept no bytes, are not made")
  func old() throws {
    let input = try ParadeInput()
    let hash = String(repeating: "ab", count: 32)
    let id = try input.test.store.addEscalation(
      EscalationRow(
        caseFile: input.openCase(),
        items: [.init(subject: "post:x:710", published: 0, zone: nil, sha256: hash)],
        suspicion: "s", locating: [], requestedBy: input.lin.user,
        requestedAt: input.test.clock.read()))
    try input.test.desk.decideEscalation(id, isReleased: true, reasons: "", by: input.lou)
    expect(.wrongState) { _ = try input.test.desk.downloadEscalation(id, by: input.lin) }
    #expect(try input.test.desk.escalation(id, by: input.lin).posts.isEmpty)
  }
}
