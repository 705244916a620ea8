import SocialModel

/// `run.json`: what was read, with which parameters, and what it cost. The only file with costs.
enum RunJSON {
  /// Rises when a key changes its meaning or goes; a new key does not raise it.
  static let schemaVersion = 1

  static func write(_ analysis: Analysis, to output: inout ByteOutput) throws {
    let run = analysis.run
    var json = JSONWriter(output)
    try json.object { json in
      json.member("schemaVersion", schemaVersion)
      json.member("tocsinVersion", run.version)
      json.key("inputs")
      try json.array(run.inputs) { json, input in try write(input, &json) }
      json.key("parameters")
      try json.array(run.parameters) { json, parameter in
        try json.object(inline: true) { json in
          json.member("name", parameter.name)
          json.member("value", parameter.value)
        }
      }
      json.key("stream")
      try json.object { StreamJSON.members(analysis.stream, &$0) }
      json.key("counts")
      try json.object { counts(analysis, &$0) }
      json.key("meaning")
      try json.object { MeaningJSON.state(analysis.meaning, &$0) }
      json.key("threats")
      try json.object { try ThreatsJSON.state(analysis.threats, &$0) }
      json.key("rejectionReasons")
      try json.array(run.rejectionReasons) { json, reason in
        try json.object(inline: true) { json in
          json.member("code", reason.code)
          json.member("count", reason.count)
        }
      }
      json.key("warnings")
      try json.array(run.warnings) { json, warning in json.value(warning) }
      json.key("stages")
      try json.array(run.stages) { json, stage in try write(stage, &json) }
    }
    output = json.end()
  }

  private static func write(_ input: RunInput, _ json: inout JSONWriter) throws {
    try json.object { json in
      json.member("name", input.name)
      json.member("sha256", input.sha256)
      json.member("bytes", Int(input.bytes))
      json.member("format", input.format)
      json.member("mapperVersion", input.mapperVersion)
      json.member("compression", input.compression)
      json.member("posts", input.posts)
      json.member("duplicates", input.duplicates)
      json.member("rejections", input.rejections)
    }
  }

  private static func counts(_ analysis: Analysis, _ json: inout JSONWriter) {
    json.member("candidates", analysis.candidates.count)
    json.member("candidateAccounts", analysis.candidateAccounts)
    json.member("edges", analysis.edges.count)
    json.member("duplicates", analysis.run.inputs.reduce(0) { $0 + $1.duplicates })
    json.member("rejections", analysis.rejections)
    json.member("mediaFiles", analysis.run.mediaFiles)
    json.member("mediaRejections", analysis.run.mediaRejections)
  }

  private static func write(_ stage: StageCost, _ json: inout JSONWriter) throws {
    try json.object(inline: true) { json in
      json.member("name", stage.name)
      json.member("seconds", stage.seconds)
      json.member("peakMemoryBytes", Int(stage.peakMemoryBytes))
    }
  }
}

extension Analysis {
  /// Accounts in at least one candidate.
  var candidateAccounts: Int {
    Set(candidates.lazy.flatMap { $0.members.lazy.map(\.account) }).count
  }

  /// Records of all inputs that could not be read.
  var rejections: Int { run.inputs.reduce(0) { $0 + $1.rejections } }
}
