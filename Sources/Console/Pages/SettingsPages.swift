import Casework
import Exchange
import Store

/// What is shown to oneself, one's password, and the team's minimum.
enum SettingsPages {
  static let routes: [ConsoleRoute] = [
    .get("/settings", .signedIn) { .page(try await page($0)) },
    .post("/settings", .signedIn, own),
    .post("/settings/team", .permission(.setExposureLimits), team),
    .post("/settings/access", .permission(.changeSettings), changeAccess),
  ]

  private static func page(_ visit: Visit, notice: String? = nil) async throws -> PageContent {
    let viewer = try visit.signedIn()
    let now = visit.services.clock()
    let (care, ownFold, own, teamFold, team, ownPictures, teamPictures) =
      try await visit.store { store in
        (
          try Care.of(viewer.id, in: store, now: now),
          try store.setting(Care.foldSetting, ofUser: viewer.id),
          try Care.ownLimits(of: viewer.id, in: store),
          try store.setting(Care.foldSetting), try Care.teamLimits(in: store),
          try store.setting(Care.pictureSetting, ofUser: viewer.id),
          try store.setting(Care.pictureSetting)
        )
      }
    var blocks: [PageContent.Block] = notice.map { [.notice($0)] } ?? []
    if viewer.may(.viewSensitive) {
      blocks += [
        .facts([
          .init("Exposure", care.words), .init("Folding in force", care.fold.words),
          .init("Pictures in force", care.pictures.words),
        ]), .heading("What is shown to me"),
        .form(
          careForm(
            "care-own", "/settings", visit, ownFold ?? FoldLevel.careful.rawValue,
            own, ownPictures,
            help: "Where the team’s minimum is stricter, it holds.")),
      ]
    }
    if viewer.may(.setExposureLimits) {
      blocks += [
        .heading("The team’s minimum"),
        .form(
          careForm(
            "care-team", "/settings/team", visit, teamFold ?? FoldLevel.threats.rawValue,
            team, teamPictures, help: "Nobody sets less for themselves.")),
      ]
    }
    blocks += [
      .heading("How I sign in"),
      .links([
        .init(words: "Change my password", link: PasswordPages.path),
        .init(
          words: viewer.hasSecondFactor ? "Set up another second factor" : "Set up a second factor",
          link: SecondFactorPages.path),
        .init(words: "My sessions", link: SessionListPages.path),
      ]),
    ]
    if viewer.may(.changeSettings) { blocks += try await access(visit) }
    return PageContent(title: "Settings", part: "/settings", blocks: blocks)
  }

  private static func careForm(
    _ id: String, _ action: String, _ visit: Visit, _ fold: String,
    _ limits: ExposureLimits, _ pictures: String?, help: String
  ) -> PageContent.Form {
    PageContent.Form(
      id: id, action: action, token: visit.token,
      fields: [
        .init(
          name: "fold", label: "Texts", value: fold,
          options: FoldLevel.allCases.map { ($0.rawValue, $0.words) }),
        .init(
          name: "pictures", label: "Pictures and videos",
          value: pictures ?? PictureLevel.colour.rawValue,
          options: PictureLevel.allCases.map { ($0.rawValue, $0.words) }),
        .init(
          name: "minutes", label: "Minutes of exposure a day", type: "number",
          value: "\(limits.minutesADay)", isRequired: true),
        .init(
          name: "stretch", label: "Minutes without a break", type: "number",
          value: "\(limits.minutesAtATime)",
          hint: "A break is \(ExposureLimits.breakMinutes) minutes without sensitive content.",
          isRequired: true),
      ], submit: "Save", help: help)
  }

  private static func access(_ visit: Visit) async throws -> [PageContent.Block] {
    let isRequired = try await visit.desk { desk, _ in try desk.isSecondFactorRequired() }
    return [
      .heading("Access"),
      .form(
        PageContent.Form(
          id: "access", action: "/settings/access", token: visit.token,
          fields: [
            .init(
              name: "factor", label: "A second factor",
              value: isRequired ? "required" : "optional",
              options: [("required", "everybody must have one"), ("optional", "as one likes")])
          ], submit: "Save")),
    ]
  }

  @Sendable private static func changeAccess(_ visit: Visit) async throws -> Answer {
    let choice = try visit.field("factor")
    guard ["required", "optional"].contains(choice) else {
      throw ConsoleError(.badRequest, "A setting has no such value.")
    }
    try await visit.desk { desk, acting in
      try desk.setSecondFactorRequired(choice == "required", by: acting)
    }
    return .redirect("/settings")
  }

  private static func careFields(_ visit: Visit) throws -> (
    fold: FoldLevel, pictures: PictureLevel, minutes: Int, stretch: Int
  ) {
    guard let fold = FoldLevel(rawValue: try visit.field("fold")),
      let pictures = PictureLevel(rawValue: try visit.field("pictures")),
      let minutes = Int(try visit.field("minutes")), (1...1440).contains(minutes),
      let stretch = Int(try visit.field("stretch")), (1...Care.longestAtATime).contains(stretch)
    else { throw ConsoleError(.badRequest, "A setting has no such value.") }
    return (fold, pictures, minutes, stretch)
  }

  @Sendable private static func own(_ visit: Visit) async throws -> Answer {
    let viewer = try visit.signedIn()
    let (fold, pictures, minutes, stretch) = try careFields(visit)
    try await visit.store { store in
      try store.setSetting(Care.foldSetting, to: fold.rawValue, ofUser: viewer.id)
      try store.setSetting(Care.pictureSetting, to: pictures.rawValue, ofUser: viewer.id)
      try store.setSetting(Care.minutesSetting, to: "\(minutes)", ofUser: viewer.id)
      try store.setSetting(Care.atATimeSetting, to: "\(stretch)", ofUser: viewer.id)
    }
    return .redirect("/settings")
  }

  @Sendable private static func team(_ visit: Visit) async throws -> Answer {
    let viewer = try visit.signedIn()
    let (fold, pictures, minutes, stretch) = try careFields(visit)
    try await visit.store { store in
      try store.setSetting(Care.foldSetting, to: fold.rawValue, by: viewer.actor)
      try store.setSetting(Care.pictureSetting, to: pictures.rawValue, by: viewer.actor)
      try store.setSetting(Care.minutesSetting, to: "\(minutes)", by: viewer.actor)
      try store.setSetting(Care.atATimeSetting, to: "\(stretch)", by: viewer.actor)
    }
    return .redirect("/settings")
  }
}
