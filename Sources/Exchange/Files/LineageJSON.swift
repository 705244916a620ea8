import SocialModel

/// A lineage as the member `lineage` of an object.
enum LineageJSON {
  static func write(_ lineage: Lineage, _ json: inout JSONWriter) throws {
    json.key("lineage")
    try json.object { json in
      json.key("arrivals")
      try json.array(lineage.arrivals) { json, arrival in
        try json.object(inline: true) { json in
          json.member("platform", arrival.first.platform.name)
          json.member("post", arrival.first.id)
          json.member("account", arrival.first.account)
          json.member("time", arrival.first.time.description)
          json.member("posts", arrival.posts)
          json.member("accounts", arrival.accounts)
          json.member("lagSeconds", seconds(arrival.lag))
          json.member("leastLagSeconds", seconds(arrival.lagRange.lowerBound))
          json.member("greatestLagSeconds", seconds(arrival.lagRange.upperBound))
          json.member("order", arrival.order.rawValue)
        }
      }
      json.member("tenthSeconds", seconds(lineage.adoption.tenth))
      json.member("halfSeconds", seconds(lineage.adoption.half))
      json.member("nineTenthsSeconds", seconds(lineage.adoption.nineTenths))
      json.key("curve")
      try json.array(lineage.curve, inline: true) { json, point in
        try json.array(inline: true) { json in
          json.value(seconds(point.time))
          json.value(point.posts)
          json.value(point.accounts)
        }
      }
      json.key("missingSources")
      try json.array(lineage.missingSources.prefix(20)) { json, missing in
        try json.object(inline: true) { json in
          json.member("source", missing.source)
          json.member("posts", missing.posts)
        }
      }
    }
  }

  private static func seconds(_ milliseconds: Int64) -> Double { Double(milliseconds) / 1000 }
}
