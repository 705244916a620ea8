import Mustache

/// What the report's template shows: words and numbers as text, pictures as markup.
///
/// Every text is escaped by the template (`HTMLText`); fields of type `Markup` are made from
/// numbers and escaped text alone and stand as they are.
struct ReportPage {
  var headline: String
  var note: String
  var warnings: [String]
  var facts: [Fact]
  var hasCandidates: Bool
  var overview: [CandidateLine]
  var overviewRest: String
  var hasTimeline: Bool
  var timeline: TimelineView
  var candidates: [CandidateView]
  var hasCopiedTexts: Bool
  var copiedTexts: CopiedTextsView
  var meaning: MeaningView
  var threats: ThreatsView
  var method: MethodView
  var inputs: [InputView]
  var hasRejections: Bool
  var rejections: [Fact]
  var hasParameters: Bool
  var parameters: [Fact]
  var version: String
}

/// Markup that Tocsin made itself.
typealias Markup = String

/// A name with its value.
struct Fact {
  var name: String
  var value: String
}

/// A candidate in the list at the top.
struct CandidateLine {
  var anchor: String
  var isLinked: Bool
  var id: String
  var kind: String
  var swatch: Markup
  var accounts: String
  var first: String
  var p: String
  var reason: String
}

/// The time line of the stream.
struct TimelineView {
  var patterns: Markup
  var bars: Markup
  var alternative: String
  var peak: String
  var half: String
  var unit: String
  var lanes: [LaneView]
  var lanesNote: String
  var ticks: [TickView]
}

/// A candidate's row under the time line.
struct LaneView {
  var anchor: String
  var id: String
  var swatch: Markup
  var bars: Markup
  var alternative: String
  var peak: String
}

/// A mark on the axis of time.
struct TickView {
  var place: String
  var sort: String
  var clock: String
  var date: String
}

/// A candidate with all that the report says of it.
struct CandidateView {
  var anchor: String
  var id: String
  var kind: String
  var kindMeaning: String
  var kindReason: String
  var swatch: Markup
  var facts: [Fact]
  var threatShare: String
  var hasReasons: Bool
  var reasons: [String]
  var layers: [LayerView]
  var hasIndicators: Bool
  var indicators: [IndicatorView]
  var memberTitle: String
  var members: [MemberView]
  var hasMoreMembers: Bool
  var moreMembersTitle: String
  var moreMembers: [MemberView]
  var memberRest: String
  var hasPosts: Bool
  var posts: [PostView]
  var postRest: String
  var hasTemplates: Bool
  var templates: [TemplateView]
  var hasPictures: Bool
  var pictures: [PictureView]
  var hasObjects: Bool
  var objects: [ObjectView]
  var objectRest: String
  var hasNetwork: Bool
  var network: NetworkView
}

/// The evidence of one layer.
struct LayerView {
  var layer: String
  var edges: String
  var coactions: String
  var opportunities: String
  var expected: String
}

/// An indicator as a row of a table.
struct IndicatorView {
  var name: String
  var value: String
  var unit: String
  var reason: String
}

/// An account of a candidate as a row of a table.
struct MemberView {
  var platform: String
  var account: String
  var hasHandle: Bool
  var handle: String
  var posts: String
  var edges: String
  var coactions: String
  var expected: String
  var p: String
  var first: String
  var last: String
  var reason: String
}

/// A copied text with its way.
struct TemplateView {
  var text: String
  var sentence: String
  var remark: String
  var way: String
  var curve: Markup
  var curveName: String
  var arrivals: [ArrivalView]
  var missing: String
}

/// The first post on a platform as a row of a table.
struct ArrivalView {
  var platform: String
  var time: String
  var account: String
  var post: String
  var posts: String
  var accounts: String
  var lag: String
  var order: String
}

/// Texts that accounts of the input copied from one another.
struct CopiedTextsView {
  var note: String
  var templates: [TemplateView]
  var rest: String
  var hasKnown: Bool
  var knownNote: String
  var known: [KnownView]
  var hasEarly: Bool
  var early: [EarlyView]
  var earlyRest: String
}

/// A known template as a row of a table.
struct KnownView {
  var id: String
  var text: String
  var published: String
  var posts: String
  var accounts: String
  var first: String
  var platforms: String
  var candidates: String
}

/// An account that comes early again and again as a row of a table.
struct EarlyView {
  var platform: String
  var account: String
  var early: String
  var templates: String
  var expected: String
  var p: String
  var q: String
}

/// A picture or a video with its blurred thumbnail.
struct PictureView {
  var hasThumbnail: Bool
  /// A data URI, made of digits and letters alone.
  var thumbnail: Markup
  var alternative: String
  var kind: String
  var label: String
  var spread: String
  var distances: String
  var first: String
  var account: String
  var platform: String
  var isMember: Bool
}

/// One of the first posts.
struct PostView {
  var time: String
  var machineTime: String
  var platform: String
  var post: String
  var account: String
  var hasText: Bool
  var text: String
}

/// A shared object as a row of a table.
struct ObjectView {
  var layer: String
  var isFolded: Bool
  var label: String
  var members: String
  var memberActions: String
  var allActions: String
  var first: String
  var source: String
}

/// A network picture with its legend.
struct NetworkView {
  var picture: Markup
  var alternative: String
  var caption: String
  var legend: [LegendView]
}

/// One line of a legend.
struct LegendView {
  var swatch: Markup
  var name: String
}

/// An input as the report lists it.
struct InputView {
  var name: String
  var format: String
  var size: String
  var sha256: String
  var posts: String
  var duplicates: String
  var rejections: String
}

/// How sure one may be, in sentences.
struct MethodView {
  var test: String
  var rate: String
  var meaning: String
  var limits: String
}

/// Rows of accounts are many, and reflection, by which the template reads the other views, is slow:
/// 2.9 s for 5,000 rows.
extension MemberView: MustacheParent {
  func child(named name: String) -> Any? {
    switch name {
    case "platform": platform
    case "account": account
    case "hasHandle": hasHandle
    case "handle": handle
    case "posts": posts
    case "edges": edges
    case "coactions": coactions
    case "expected": expected
    case "p": p
    case "first": first
    case "last": last
    case "reason": reason
    default: nil
    }
  }
}
