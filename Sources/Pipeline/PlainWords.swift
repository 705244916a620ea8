import Signals

/// What of a text says something to an encoder of sentences.
enum PlainWords {
  /// Without links and mentions, with tags as words.
  static func of(_ text: String) -> String {
    var scanner = EntityScanner()
    var text = text
    let bytes = text.withUTF8 { utf8 in
      scanner.scan(utf8)
      return scanner.withPlainText(utf8) { Array($0) }
    }
    let spaced = bytes.map { byte in
      byte == UInt8(ascii: "#") || byte == UInt8(ascii: "_") ? UInt8(ascii: " ") : byte
    }
    let words = String(decoding: spaced, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return (words.first == "RT" ? words.dropFirst() : words[...]).filter { $0 != ":" }
      .joined(separator: " ")
  }

  /// The same of a readable template, without its slots.
  static func of(template: String) -> String {
    of(template.replacing(/\{\+?[a-z]+\}/, with: " "))
  }

  /// The share of the different words of the text with fewer of them that the other has too, 0...1;
  /// capital and small letters are the same.
  static func common(_ a: String, _ b: String) -> Double {
    let words = [a, b].map { text in
      Set(text.lowercased().split { !$0.isLetter && !$0.isNumber })
    }
    let fewer = min(words[0].count, words[1].count)
    return fewer == 0 ? 0 : Double(words[0].intersection(words[1]).count) / Double(fewer)
  }
}
