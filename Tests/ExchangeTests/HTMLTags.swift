/// A strict reading of a page's tags, for tests: quoted attributes, balanced elements.
struct HTMLTags {
  struct Tag {
    var name: String
    var attributes: [String: String]
  }

  private static let empty: Set<String> = ["meta", "link", "br", "hr", "img"]

  private(set) var tags: [Tag] = []
  private(set) var firstFault: String?
  private var open: [String] = []
  private var rest: Substring.UTF8View

  init(_ page: String) {
    rest = Substring(page).utf8
    while firstFault == nil, let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[rest.index(after: start)...]
      if rest.first == UInt8(ascii: "!") {
        _ = take { $0 != UInt8(ascii: ">") }
      } else if rest.first == UInt8(ascii: "/") {
        rest.removeFirst()
        close(take { $0 != UInt8(ascii: ">") })
      } else {
        element()
      }
    }
    if firstFault == nil, !open.isEmpty { firstFault = "open at the end: \(open)" }
  }

  private mutating func element() {
    let name = word()
    var tag = Tag(name: name.lowercased(), attributes: [:])
    guard !name.isEmpty else { return fail("< without a name") }
    while true {
      _ = take { $0 == 0x20 || $0 == 0x0a }
      guard let next = rest.first else { return fail("end within \(name)") }
      if next == UInt8(ascii: ">") { break }
      if next == UInt8(ascii: "/") {
        rest.removeFirst()
        tags.append(tag)
        return
      }
      guard let attribute = attribute() else { return fail("attribute of \(name)") }
      guard tag.attributes.updateValue(attribute.value, forKey: attribute.name) == nil else {
        return fail("\(attribute.name) twice in \(name)")
      }
    }
    tags.append(tag)
    if !Self.empty.contains(tag.name) { open.append(tag.name) }
    if tag.name == "style" { _ = take { $0 != UInt8(ascii: "<") } }
  }

  private mutating func attribute() -> (name: String, value: String)? {
    let name = word()
    guard !name.isEmpty, rest.popFirst() == UInt8(ascii: "="),
      rest.popFirst() == UInt8(ascii: "\"")
    else { return nil }
    let value = take { $0 != UInt8(ascii: "\"") }
    guard rest.popFirst() != nil, !value.utf8.contains(UInt8(ascii: "<")) else { return nil }
    return (name, value)
  }

  private mutating func close(_ name: String) {
    guard open.popLast() == name.lowercased() else { return fail("</\(name)>") }
  }

  private mutating func fail(_ fault: String) {
    firstFault = "\(fault) after \(tags.count) tags, within \(open)"
  }

  private mutating func word() -> String {
    take { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
    }
  }

  private mutating func take(while isTaken: (UInt8) -> Bool) -> String {
    let taken = rest.prefix(while: isTaken)
    rest = rest[taken.endIndex...]
    return String(decoding: taken, as: UTF8.self)
  }
}
