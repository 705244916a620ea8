import SocialModel
import Store

extension CaseDesk {
  /// Keeps an event, or what changed of it.
  ///
  /// - Returns: its number.
  /// - Throws: ``DeskError`` with `notAllowed`, `notFound`, `malformed` for a name, place, note or tag that is
  ///   empty or too long, and for more than 50 tags.
  public func save(event: EventRow, by acting: Acting) throws -> Int64 {
    try act(.manageEvents, by: acting, on: "event") {
      func malformed(_ field: String, _ message: String) -> DeskError {
        DeskError(.malformed, subject: field, message: message)
      }
      guard (1...200).contains(event.name.utf8.count), !event.name.allSatisfy(\.isWhitespace) else {
        throw malformed("name", "A name has 1 to 200 bytes.")
      }
      guard event.place?.utf8.count ?? 0 <= 200, event.note?.utf8.count ?? 0 <= 5000 else {
        throw malformed("note", "A place has at most 200 bytes, a note at most 5,000.")
      }
      guard event.tags.count <= 50, event.tags.allSatisfy({ (1...100).contains($0.utf8.count) })
      else { throw malformed("tags", "At most 50 tags, each of 1 to 100 bytes.") }
      return try store.save(event: event, by: acting.actor)
    }
  }
}
