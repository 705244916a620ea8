"""A server of RFC 3161 time stamps on loopback, for tests: makes its certificates with openssl in the folder it runs in
(ca.pem, and other.pem of somebody else), prints its port and answers until it is ended."""

import http.server
import subprocess

CONFIGURATION = """
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
SETUP = """
req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=Meridian-CA -config c -extensions ca
req -x509 -newkey rsa:2048 -nodes -keyout o.key -out other.pem -days 2 -subj /CN=Other-CA -config c -extensions ca
req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=Meridian-TSA -config c
x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 2 -extfile c -extensions tsa
"""
REPLY = "ts -reply -config c -section stamp -queryfile q.tsq -signer tsa.pem -inkey tsa.key -out r.tsr"


def openssl(arguments, check):
    subprocess.run(["openssl", *arguments.split()], check=check, stderr=subprocess.DEVNULL)


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with open("q.tsq", "wb") as query:
            query.write(b"no request" if self.path == "/broken" else body)
        openssl(REPLY, check=False)
        with open("r.tsr", "rb") as reply:
            answer = reply.read()
        self.send_response(302 if self.path == "/moved" else 200)
        if self.path == "/moved":
            self.send_header("Location", "/")
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments):
        pass


for name, text in (("c", CONFIGURATION), ("serial", "01\n")):
    with open(name, "w", encoding="ascii") as file:
        file.write(text)
for line in SETUP.strip().split("\n"):
    openssl(line, check=True)
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
