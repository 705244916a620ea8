/// How many originals of each topic a minute of the stream has, as shares of the topic's total.
///
/// Source: `Assumptions` names the source of every shape.
struct Rhythm: Sendable {
  /// For each topic, one weight a minute, sum 1.
  let weights: [[Double]]
  /// The weight of each minute over all topics, sum 1.
  let total: [Double]

  init() {
    let crowd = Self.crowd()
    var weights = [[Double]](
      repeating: [Double](repeating: 0, count: Assumptions.minutes), count: Topic.allCases.count)
    for minute in 0..<Assumptions.minutes {
      let since = minute - Assumptions.eventMinute
      let awake = crowd[minute]
      for topic in Topic.allCases {
        weights[topic.rawValue][minute] =
          switch topic {
          case .everyday, .quote: awake
          case .event: Self.interest(since) * (0.3 + 0.7 * awake)
          case .mourning: Self.mourning(since) * awake
          case .fans: Self.match(minute)
          case .share: awake * (since < 0 ? 0.5 : 0.5 + 3 * Self.interest(since))
          case .helpline: since < 25 || since > 600 ? 0 : Self.interest(since - 25)
          case .counter: since < 20 ? 0 : Self.interest(since - 20) * awake
          }
      }
    }
    self.weights = weights.map { row in
      let sum = row.reduce(0, +)
      return row.map { $0 / sum }
    }
    var total = [Double](repeating: 0, count: Assumptions.minutes)
    for (topic, share) in Assumptions.topicShares {
      for minute in total.indices { total[minute] += share * self.weights[topic.rawValue][minute] }
    }
    self.total = total
  }

  /// The activity of everybody together, by the languages' shares and zones.
  private static func crowd() -> [Double] {
    (0..<Assumptions.minutes).map { minute in
      let clock = Int(Assumptions.start.milliseconds / 60_000) + minute
      return Language.allCases.reduce(0) { sum, language in
        let zones = Assumptions.zones[language.rawValue]
        let activity = zones.reduce(0.0) { $0 + Assumptions.rhythm[(clock + $1) / 60 % 24] }
        let share = Double(Assumptions.languageShares[language.rawValue]) / 100
        return sum + share * activity / Double(zones.count)
      }
    }
  }

  /// Interest in the event: the fall after the alarm, and two later bursts of half an hour when
  /// the city speaks, five and fifteen hours after (ours).
  private static func interest(_ since: Int) -> Double {
    if since < 0 { return 0 }
    let rise = min(1, Double(since + 1) / 3)
    var value = rise / (1 + Double(since) / Assumptions.interestMinutes)
    for burst in [5 * 60, 15 * 60] where abs(since - burst) < 30 {
      value += 0.25 * (1 - Double(abs(since - burst)) / 30)
    }
    return value
  }

  /// Mourning: from three hours after the alarm, most after nine, then falling slowly (ours).
  private static func mourning(_ since: Int) -> Double {
    let hours = Double(since - 180) / 60
    if hours < 0 { return 0 }
    return hours < 6 ? hours / 6 : 1 / (1 + (hours - 6) / 8)
  }

  /// A match: talk all through, a shout in the minute of a goal and the two after (ours).
  private static func match(_ minute: Int) -> Double {
    for kickOff in Assumptions.kickOffs {
      let played = minute - kickOff
      if played < -30 || played > Assumptions.matchMinutes + 40 { continue }
      if played < 0 || played > Assumptions.matchMinutes { return 0.4 }
      for goal in Assumptions.goals where (0...2).contains(played - goal) {
        return [14, 7, 3][played - goal]
      }
      return 1
    }
    return 0.01
  }
}
