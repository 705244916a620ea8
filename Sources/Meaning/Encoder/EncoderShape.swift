/// The sizes of the network's parts, so that tests can run it small.
///
/// Every size but those of the table is a multiple of 16, the width of the vectors that it is
/// computed with.
struct EncoderShape: Hashable, Sendable {
  /// One way of looking at a token and its neighbours.
  struct Branch: Hashable, Sendable {
    /// How many tokens it sees.
    var taps: Int
    /// How many of them stand before the token.
    var left: Int
  }

  /// Tokens in turn belong to so many chunks of the table, each with a scale of its own.
  var chunks = 17
  /// Rows of the table in a chunk.
  var rows = 7530
  /// Numbers that stand for a token, and for a text in the end.
  var width = 512
  /// Numbers of a branch.
  var branch = 256
  /// Numbers between the last layers.
  var hidden = 320
  /// The branches.
  var branches = [Branch(taps: 2, left: 0), Branch(taps: 3, left: 1), Branch(taps: 5, left: 2)]

  /// How many tokens have a row.
  var tokens: Int { chunks * rows }
  /// Numbers of all branches together.
  var joined: Int { branch * branches.count }
  /// Numbers that describe a token among its neighbours.
  var features: Int { width + joined }
  /// Numbers of all branches' taps together.
  var tapped: Int { branches.reduce(0) { $0 + $1.taps } * branch }
}
