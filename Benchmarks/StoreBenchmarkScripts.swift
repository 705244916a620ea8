import Foundation
import Pipeline
import SocialModel
import Store

/// Invented posts about the iron lantern parade in Arabic, Russian, Chinese, Japanese and Thai.
struct StoreBenchmarkScripts {
  let store: CaseStore
  let seed: UInt64

  private static let words: [(language: String, separator: String, words: [String])] = [
    (
      "ar", " ",
      [
        "موكب", "الفوانيس", "الحديدية", "يبدأ", "عند", "الغروب", "في", "الميناء", "المدينة",
        "الليلة", "الشارع", "الجسر",
      ]
    ),
    (
      "ru", " ",
      [
        "парад", "железных", "фонарей", "начинается", "на", "закате", "в", "порту", "сегодня", "у",
        "моста", "площадь",
      ]
    ),
    ("zh", "", ["铁灯", "游行", "日落", "开始", "港口", "今晚", "大桥", "广场", "城市", "灯笼", "街道", "人群"]),
    ("ja", "", ["鉄の", "灯籠", "行列", "日没", "港町", "今夜", "橋で", "広場", "始まる", "みんな", "通り", "町の"]),
    ("th", "", ["ขบวน", "โคมไฟ", "เหล็ก", "เริ่ม", "ตอนค่ำ", "ท่าเรือ", "คืนนี้", "สะพาน", "เมือง", "ถนน"]),
  ]

  func fill(_ count: Int) throws {
    guard let last = try store.search(SearchQuery(""), limit: 1).items.first else { return }
    var random = SeededGenerator(seed: seed, stream: 7)
    let storage = PostStorage(store)
    storage.begin(["scripts"])
    for start in stride(from: 0, to: count, by: 10_000) {
      let posts = (start..<min(start + 10_000, count)).map { index in
        let script = Self.words[Int.random(in: 0..<Self.words.count, using: &random)]
        let length = Int.random(in: 5...20, using: &random)
        let words = (0..<length).map { _ in
          script.words[Int.random(in: 0..<script.words.count, using: &random)]
        }
        let time = last.time.milliseconds - Int64.random(in: 0..<86_400_000, using: &random)
        var post = Post(
          platform: .x, id: "s\(index)", account: Account(id: "s\(index / 5)"),
          time: Timestamp(milliseconds: time), text: words.joined(separator: script.separator))
        post.language = script.language
        return post
      }
      try storage.add(posts)
    }
  }
}
