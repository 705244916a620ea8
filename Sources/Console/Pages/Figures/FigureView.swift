import Casework
import Desk
import Exchange
import SocialModel

/// The rows of a transparency report as a page shows them.
struct FigureView {
  static let daySeconds = 86_400
  private let rows: [TransparencyReport.Row]

  init(_ rows: [TransparencyReport.Row]) { self.rows = rows }

  private func rows(_ section: String) -> [TransparencyReport.Row] {
    rows.filter { $0.section == section }
  }

  /// A section's words.
  static func words(_ section: String) -> String {
    let words = section.replacing("-", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// The counts of a section as facts.
  func facts(_ section: String) -> [PageContent.Fact] {
    rows(section).map { row in
      PageContent.Fact(Self.words(row.key), row.value.map { HumanText.measure($0) } ?? "–")
    }
  }

  /// The counts of a section with how much of all each is; what never happened is left out.
  func counts(_ section: String, _ caption: String, _ column: String) -> PageContent.Table {
    let rows = rows(section).filter { ($0.value ?? 0) > 0 }
    let all = rows.reduce(0) { $0 + ($1.value ?? 0) }
    return PageContent.Table(
      id: section, caption: caption,
      columns: [
        .init(column), .init("number", isNumber: true), .init("share", isNumber: true),
      ],
      rows: rows.map { row in
        let value = row.value ?? 0
        let share = all < Double(FigurePages.fewest) ? "too few" : Self.percent(value / all)
        return [
          .init(HumanText.shortened(row.key, to: 120)), .init(HumanText.measure(value)),
          .init(share),
        ]
      }, empty: "\(caption): none in this period.")
  }

  /// Shares with their intervals, by language.
  func shares(_ section: String, _ caption: String) -> PageContent.Table {
    let byKey = Dictionary(grouping: rows(section), by: \.key)
    let keys = rows(section).map(\.key).reduce(into: [String]()) {
      if $0.last != $1 { $0.append($1) }
    }
    return PageContent.Table(
      id: section, caption: caption,
      columns: [
        .init("language"), .init("of", isNumber: true), .init("share", isNumber: true),
        .init("95% interval"),
      ],
      rows: keys.map { key in
        func value(_ figure: String) -> Double? {
          byKey[key]?.first { $0.figure == figure }?.value
        }
        let count = value("count") ?? 0
        guard count >= Double(FigurePages.fewest), let share = value("share"),
          let low = value("low"), let high = value("high")
        else {
          return [
            .init(HumanText.shortened(key, to: 40)), .init(HumanText.measure(count)),
            .init("too few"), .init("–"),
          ]
        }
        return [
          .init(HumanText.shortened(key, to: 40)), .init(HumanText.measure(count)),
          .init(Self.percent(share)), .init("\(Self.percent(low)) to \(Self.percent(high))"),
        ]
      }, empty: "\(caption): no decision was made in this period.")
  }

  /// Every number of a section.
  static func whole(_ section: String, _ rows: [TransparencyReport.Row]) -> PageContent.Table {
    PageContent.Table(
      id: section, caption: "Every number; a dash where there is nothing to compute it of",
      columns: [.init("what"), .init("figure"), .init("value", isNumber: true)],
      rows: rows.map { row in
        [
          .init(HumanText.shortened(row.key, to: 120)), .init(row.figure),
          .init(row.value.map { HumanText.measure($0) } ?? "–"),
        ]
      }, empty: "None in this period.")
  }

  /// `12%`, `0.4%`.
  static func percent(_ share: Double) -> String { "\(HumanText.measure(share * 100))%" }
}

/// Tables of figures that are no rows of the transparency report.
enum FigureTables {
  static func times(_ times: [QueueTimes]) -> PageContent.Table {
    PageContent.Table(
      id: "times", caption: "Of cases opened in the period, by queue",
      columns: [
        .init("queue"), .init("from opening, or the appeal"), .init("happened", isNumber: true),
        .init("median", isNumber: true), .init("90th percentile", isNumber: true),
        .init("waiting", isNumber: true), .init("longest wait", isNumber: true),
      ],
      rows: times.flatMap { queue in
        [
          ("to the first view", queue.toFirstView), ("to the decision", queue.toDecision),
          ("to the appeal’s decision", queue.toAppealDecision),
        ].map { words, time in
          [
            .init(HumanText.shortened(queue.queue, to: 80)), .init(words), .init("\(time.done)"),
            .init(span(time.medianSeconds, time.done)),
            .init(span(time.ninetiethSeconds, time.done)), .init("\(time.waiting)"),
            .init(time.longestWaitSeconds.map(lag) ?? "–"),
          ]
        }
      }, empty: "No case was opened in this period.")
  }

  private static func span(_ seconds: Double?, _ count: Int) -> String {
    guard let seconds else { return "–" }
    return count < FigurePages.fewest ? "too few" : lag(seconds)
  }

  private static func lag(_ seconds: Double) -> String { HumanText.lag(Int64(seconds * 1000)) }

  static func orders(_ orders: [RemovalOrder], _ until: Timestamp) -> [PageContent.Fact] {
    var counts: [String: Int] = [:]
    for order in orders {
      switch order.standing(at: until) {
      case .running: counts["Hour runs", default: 0] += 1
      case .paused: counts["Authority was asked", default: 0] += 1
      case .inTime: counts["Within the hour", default: 0] += 1
      case .late: counts["Later than the hour", default: 0] += 1
      }
    }
    let names = ["Within the hour", "Later than the hour", "Hour runs", "Authority was asked"]
    return [.init("Received", "\(orders.count)", link: "/removal-orders")]
      + names.map { .init($0, "\(counts[$0] ?? 0)") }
  }

  static func agreement(_ agreement: ReviewAgreement) -> [PageContent.Fact] {
    facts("Whether to act", agreement.onActing) + facts("Which measures", agreement.onMeasures)
  }

  private static func facts(_ name: String, _ agreement: Agreement) -> [PageContent.Fact] {
    guard agreement.pairs >= FigurePages.fewest else {
      return [.init(name, "too few: \(HumanText.count(agreement.pairs, "second review"))")]
    }
    let share = Double(agreement.equal) / Double(agreement.pairs)
    let kappa = agreement.kappa.map { HumanText.measure($0) } ?? "–"
    let interval = agreement.interval.map {
      " (\(HumanText.measure($0.lowerBound)) to \(HumanText.measure($0.upperBound)))"
    }
    return [
      .init(
        name,
        "equal \(FigureView.percent(share)) of \(agreement.pairs), kappa \(kappa)\(interval ?? "")")
    ]
  }
}
