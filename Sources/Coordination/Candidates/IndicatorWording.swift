import SocialModel

extension CandidateIndicators {
  /// The signals with their values and reasons, as files and pages show them; those that the input
  /// cannot tell are left out.
  var all: [Indicator] {
    rhythm + content + programsAndTime
  }

  private var rhythm: [Indicator] {
    var result = [
      Indicator(
        name: "median-lag", value: medianLag, unit: "s",
        reason: "Half of the shared actions followed another member's within "
          + "\(rounded(medianLag)) s.")
    ]
    if let quickShare {
      result.append(
        share(
          "quick-share", quickShare,
          "of the members' shared posts lie within \(duration(SharedActions.quick)) of another "
            + "member's on the same rare object."))
    }
    return result
  }

  private var content: [Indicator] {
    [
      share(
        "shared-post-share", sharedPostShare,
        "of the members' posts lie within \(duration(closeness)) of another member's on the same "
          + "rare object: they are shared."),
      share(
        "echo-share", echoShare,
        "of the members' posts are shared or repeat another account's post."),
      share(
        "public-share", publicShare,
        "of the actions on an object that they share, on average, are by other accounts at other "
          + "times."),
      Indicator(
        name: "shared-objects", value: Double(objects), unit: "objects",
        reason: "They share \(grouped(objects)) rare object\(objects == 1 ? "" : "s")."),
      share(
        "own-site-share", ownSiteShare,
        "of the shared posts link to the site that their account links to most."),
    ]
  }

  private var programsAndTime: [Indicator] {
    var result = [
      share(
        "fed-share", fedShare,
        "of the shared posts name a program that feeds or schedules posts.")
    ]
    if programs > 0 {
      result.append(
        Indicator(
          name: "programs", value: Double(programs), unit: "programs",
          reason: "The shared posts name \(grouped(programs)) "
            + "program\(programs == 1 ? "" : "s")."))
    }
    if let fullMinuteShare {
      result.append(
        share(
          "full-minute-share", fullMinuteShare,
          "of the shared posts fall on the first three seconds of a minute; chance gives 5 %."))
    }
    result.append(
      share(
        "steadiness", steadiness,
        "of \(Self.parts) equal parts of the input's time hold a shared post."))
    result.append(
      Indicator(
        name: "span", value: span, unit: "s",
        reason: "From the first to the last shared post: \(rounded(span / 3600)) hours."))
    return result
  }

  private func share(_ name: String, _ value: Double, _ rest: String) -> Indicator {
    Indicator(name: name, value: value, unit: "1", reason: "\(percent(value)) \(rest)")
  }
}

/// A share as one says it.
func percent(_ share: Double) -> String {
  share > 0 && share < 0.01 ? "Less than 1 %" : "\(Int((share * 100).rounded())) %"
}
