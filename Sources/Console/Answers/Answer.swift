/// What a page gives back.
enum Answer: Sendable {
  /// A page.
  case page(PageContent)
  /// A page, with another session cookie.
  case pageInSession(PageContent, token: String)
  /// Go elsewhere within the console.
  case redirect(String)
  /// The same, with another session cookie; nil removes it.
  case session(token: String?, redirect: String)
  /// A table.
  case csv(name: String, text: String)
  /// An export of any length, as a file to be kept.
  case export(SpooledFile, type: String, name: String)
  /// A file to be kept.
  case attachment(name: String, bytes: [UInt8], type: String)
  /// A file of the console's own.
  case file(bytes: [UInt8], type: String)
  /// Data of the database, as a file to be kept where it has a name.
  case data([UInt8], type: String, name: String?)
  /// Events, as long as the stream lasts: the closure gives the next one's data, nil when there is
  /// nothing new, and throws when it is over.
  case events(@Sendable () async throws -> String?)
}
