/// Turns the frames found in a post into its assessment.
struct FrameJudge {
  let finder: FrameFinder
  let table: LevelTable

  func assessment() -> Assessment {
    let found = finder.frames()
    var best: (Assessment.Level, Int)?
    for (index, frame) in found.enumerated()
    where frame.context.isDisjoint(with: .blocking) && !frame.frame.options.contains(.weak) {
      let level = table.level(of: elements(frame)).level
      if best.map({ $0.0 < level }) ?? true { best = (level, index) }
    }
    var result = Assessment.nothing
    result.language = finder.grammar.language
    guard let (level, index) = best else { return result }
    let frame = found[index]
    result.kind = frame.frame.kind
    result.level = level
    result.commitment = frame.frame.commitment
    result.directness = frame.frame.directness
    result.reasons = [.init(code: frame.frame.name, sentence: "")]
    return result
  }

  private func elements(_ found: FoundFrame) -> LevelElements {
    LevelElements(
      kind: found.frame.kind, commitment: found.frame.commitment,
      directness: found.frame.directness, details: 0, isImminent: false, namesAsset: false)
  }
}
