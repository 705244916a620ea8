import Foundation
import Media
import SocialModel

extension Report {
  /// The side of a preview in pixels.
  static let previewSide = 64

  /// A picture or a video that several members posted.
  func picture(
    _ picture: CandidatePicture, place: Int, of candidate: Candidate, _ analysis: Analysis
  ) -> PictureView {
    let account = analysis.accounts[Int(picture.firstAccount)]
    let thumbnail = Self.thumbnail(picture.preview)
    let kind = picture.layer == .video ? "video" : "picture"
    let posts = HumanText.count(picture.posts, "post")
    let members = HumanText.count(picture.members, "account")
    let platforms =
      picture.platforms.count == 1
      ? "on \(picture.platforms[0].name)"
      : "on \(HumanText.count(picture.platforms.count, "platform"))"
    return PictureView(
      hasThumbnail: !thumbnail.isEmpty, thumbnail: thumbnail,
      alternative: "Blurred thumbnail of a \(kind) that \(members) of \(candidate.id) posted",
      kind: kind, label: line(picture.label),
      spread: "\(posts) by \(members), \(platforms)", distances: Self.distances(picture.distances),
      first: HumanText.moment(picture.first),
      account: line(account.handle.map { "@" + $0 } ?? account.id),
      platform: account.platform.name,
      isMember: candidate.members.contains { $0.account == picture.firstAccount })
  }

  private static func distances(_ distances: ClosedRange<Int>?) -> String {
    guard let distances else { return "" }
    guard distances.upperBound > 0 else { return "All copies have the same hash." }
    return "Copies differ in \(distances.lowerBound) to \(distances.upperBound) of 256 bits."
  }

  /// A preview as a grey and blurred PNG in a data URI; empty where there is none.
  private static func thumbnail(_ preview: [UInt8]) -> Markup {
    guard preview.count == previewSide * previewSide else { return "" }
    let blurred = PictureBlur.blurred(preview, side: previewSide)
    let png = PictureFile.greyPNG(blurred, width: previewSide, height: previewSide)
    return png.isEmpty ? "" : "data:image/png;base64," + Data(png).base64EncodedString()
  }
}
