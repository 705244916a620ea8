import Foundation

/// Records that are JSON objects.
enum JSONRecords {
  /// One object a line.
  static func lines(_ bytes: [UInt8], _ take: (BankRecord?) -> Void) {
    for line in bytes.split(separator: 0x0A) where line.contains(where: { $0 > 0x20 }) {
      do {
        take(try JSONDecoder().decode(JSONRecord.self, from: Data(line)).record)
      } catch {
        take(nil)
      }
    }
  }

  /// An array of objects.
  ///
  /// - Throws: ``BankError`` with the code `unknownFormat`.
  static func array(_ bytes: [UInt8], name: String, _ take: (BankRecord?) -> Void) throws {
    do {
      for element in try JSONDecoder().decode([Lenient].self, from: Data(bytes)) {
        take(element.record)
      }
    } catch {
      throw BankError(
        .unknownFormat, subject: name, message: "The file begins as a JSON array and is none.")
    }
  }

  /// An element that may be anything.
  private struct Lenient: Decodable {
    var record: BankRecord?

    init(from decoder: any Decoder) throws {
      do { record = try JSONRecord(from: decoder).record } catch { record = nil }
    }
  }
}

/// The texts and numbers of an object, and its tags.
struct JSONRecord: Decodable {
  var record: BankRecord

  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: Name.self)
    record = BankRecord(fields: [:], tags: [])
    for name in object.allKeys {
      if name.stringValue == "tags" {
        record.tags = try object.decode(Tags.self, forKey: name).values
      } else {
        record.fields[name.stringValue] = try object.decode(Scalar.self, forKey: name).text
      }
    }
  }

  /// Tags as an array or between blanks.
  private struct Tags: Decodable {
    var values: [String]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      do {
        values = try container.decode([String].self)
      } catch {
        values = try container.decode(String.self).split(separator: " ").map(String.init)
      }
    }
  }

  /// A text, or a whole number as one; nil for anything else.
  private struct Scalar: Decodable {
    var text: String?

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      do {
        text = try container.decode(String.self)
      } catch {
        do { text = String(try container.decode(Int64.self)) } catch { text = nil }
      }
    }
  }
}
