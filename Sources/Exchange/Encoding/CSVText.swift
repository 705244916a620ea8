/// Rows of a table as CSV for whoever shows the same table as a page.
///
/// Cells are quoted as in the files of an analysis; values stay as they are.
public enum CSVText {
  private final class Piece {
    var bytes: [UInt8] = []
  }

  /// Rows, each with the line feed that ends it.
  ///
  /// - Throws: nothing of its own; writing into memory does not fail.
  public static func rows(_ rows: [[String]]) throws -> String {
    let piece = Piece()
    var output = ByteOutput { piece.bytes += $0 }
    for cells in rows {
      var row = CSVRow()
      for cell in cells { row.text(cell, to: &output) }
      try row.end(&output)
    }
    try output.flush()
    return String(decoding: piece.bytes, as: UTF8.self)
  }
}
