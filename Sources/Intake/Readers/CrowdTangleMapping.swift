import SocialModel

/// CrowdTangle's exports of Facebook pages and groups and of Instagram accounts.
///
/// A post's id is its address, which both platforms' exports have. The link of a Facebook post is
/// `Final Link`, else `Link`, unless it leads back to Facebook; without one, links come from the
/// text. Times carry the zone's abbreviation; one that is not known rejects the row.
final class CrowdTangleMapping: RowMapping {
  static let version = 1

  private struct Columns {
    var url: Int
    var created: Int
    var text: Int?
    var account: Int?
    var handle: Int?
    var name: Int?
    var bio: Int?
    var accountCreated: Int?
    var followers: Int?
    var link: Int?
    var finalLink: Int?
    var type: Int?
    var photo: Int?
  }

  private let columns: Columns
  private let platform: Platform

  /// The mapping for a header; nil when it is none of CrowdTangle's.
  init?(names: [String]) {
    guard let url = names.firstIndex(of: "URL"), let created = names.firstIndex(of: "Post Created"),
      let name = names.firstIndex(where: { ["Page Name", "Group Name", "Account"].contains($0) })
    else { return nil }
    let isInstagram = names[name] == "Account"
    platform = isInstagram ? .instagram : .facebook
    columns = Columns(
      url: url, created: created,
      text: names.firstIndex(of: isInstagram ? "Description" : "Message"),
      account: names.firstIndex { $0.lowercased() == "facebook id" },
      handle: names.firstIndex(of: "User Name"), name: name,
      bio: names.firstIndex(of: "Page Description"),
      accountCreated: names.firstIndex(of: "Page Created"),
      followers: names.firstIndex(of: "Followers at Posting"),
      link: isInstagram ? nil : names.firstIndex(of: "Link"),
      finalLink: isInstagram ? nil : names.firstIndex(of: "Final Link"),
      type: names.firstIndex(of: "Type"), photo: names.firstIndex(of: "Photo"))
  }

  func map(_ row: TableRow, into sink: PostSink) throws {
    try sink.accept(try post(row))
  }

  private func post(_ row: TableRow) throws(RecordProblem) -> Post {
    guard let url = try row.text(columns.url) else { throw .missing("URL") }
    guard let time = try row.time(columns.created, unit: .recognised, field: "Post Created") else {
      throw .missing("Post Created")
    }
    return Post(
      platform: platform, id: url, account: try account(row), time: time,
      text: try row.text(columns.text), urls: try link(row).map { [$0] }, media: try media(row))
  }

  private func account(_ row: TableRow) throws(RecordProblem) -> Account {
    let handle = try row.text(columns.handle)
    let name = try row.text(columns.name)
    guard let id = try row.text(columns.account) ?? handle ?? name else {
      throw .missing("Facebook Id")
    }
    return Account(
      id: id, handle: handle, name: name, bio: try row.text(columns.bio),
      created: try row.time(columns.accountCreated, unit: .recognised, field: "Page Created"),
      followers: try row.text(columns.followers).flatMap { Int($0) })
  }

  private func link(_ row: TableRow) throws(RecordProblem) -> String? {
    let final = try row.text(columns.finalLink)
    let first = try row.text(columns.link)
    guard let link = final ?? first else { return nil }
    let own = ["facebook.com/", "fb.watch/", "instagram.com/"]
    return own.contains { !link.ranges(of: $0).isEmpty } ? nil : link
  }

  private func media(_ row: TableRow) throws(RecordProblem) -> [Media] {
    let address = try row.text(columns.photo)
    switch try row.text(columns.type) {
    case "Photo"?, "Album"?: return [Media(kind: .image, url: address)]
    case "Video"?, "IGTV"?, "Native Video"?, "Live Video"?, "Live Video Complete"?:
      return [Media(kind: .video, url: address)]
    default: return []
    }
  }
}
