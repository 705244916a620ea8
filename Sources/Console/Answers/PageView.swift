/// A page's content as the template reads it. Each block is a dictionary with one key, its sort.
enum PageView {
  static func blocks(_ blocks: [PageContent.Block]) -> [[String: Any]] { blocks.map(block) }

  private static func block(_ block: PageContent.Block) -> [String: Any] {
    switch block {
    case .heading(let text): ["heading": text]
    case .text(let text): ["paragraph": text]
    case .notice(let text): ["notice": text]
    case .facts(let facts): ["facts": ["items": facts.map(fact)]]
    case .list(let lines): ["list": ["lines": lines]]
    case .links(let links): ["actions": ["items": links.map(action)]]
    case .table(let table): ["table": self.table(table)]
    case .posts(let cards, let next):
      ["posts": ["cards": cards.map(card), "hasNext": next != nil, "next": next ?? ""]]
    case .picture(let picture): ["picture": self.picture(picture)]
    case .media(let cards): ["media": ["pictures": cards.map(media)]]
    case .form(let form): ["form": FormView.form(form)]
    case .buttons(let forms): ["buttons": ["forms": forms.map(FormView.form)]]
    case .fold(let title, let lines): ["fold": ["foldTitle": title, "lines": lines]]
    case .live: ["live": true]
    case .ring(let ring):
      [
        "ring": [
          "rings": ring != nil, "words": ring?.words ?? "", "hasLink": ring?.link != nil,
          "link": ring?.link ?? "",
        ]
      ]
    }
  }

  private static func media(_ card: MediaCard) -> [String: Any] {
    [
      "anchor": card.anchor, "name": card.name, "isBrief": card.isBrief, "label": card.label,
      "file": card.file, "hashes": card.hashes,
      "action": card.action, "token": card.token, "submit": card.submit, "words": card.words,
      "isAskable": card.isAskable, "isShown": !card.source.isEmpty, "source": card.source,
      "alternative": card.alternative, "isSharp": card.isSharp, "width": "\(card.width)",
      "height": "\(card.height)",
    ]
  }

  private static func fact(_ fact: PageContent.Fact) -> [String: Any] {
    ["name": fact.name, "value": fact.value, "hasLink": fact.link != nil, "link": fact.link ?? ""]
  }

  private static func action(_ action: PageContent.Action) -> [String: Any] {
    [
      "words": action.words, "link": action.link, "isCurrent": action.isCurrent,
      "hasKey": !action.key.isEmpty, "key": action.key,
    ]
  }

  private static func table(_ table: PageContent.Table) -> [String: Any] {
    let rows = table.rows.map { row -> [String: Any] in
      let cells = zip(row, table.columns).map { cell, column -> [String: Any] in
        [
          "text": cell.text, "hasLink": cell.link != nil, "link": cell.link ?? "",
          "isNumber": column.isNumber, "hasDetail": !cell.detail.isEmpty, "detail": cell.detail,
          "label": column.name, "hasBox": cell.box != nil, "boxName": cell.box?.name ?? "",
          "boxLabel": cell.box?.label ?? "", "boxForm": cell.box?.form ?? "",
        ]
      }
      return ["cells": cells]
    }
    return [
      "id": table.id, "caption": table.caption, "isEmpty": rows.isEmpty, "empty": table.empty,
      "columns": table.columns.map { ["name": $0.name, "isNumber": $0.isNumber] as [String: Any] },
      "rows": rows, "hasNext": table.next != nil, "next": table.next ?? "",
      "hasCSV": table.csv != nil, "csv": table.csv ?? "",
    ]
  }

  private static func card(_ card: PostCard) -> [String: Any] {
    [
      "hasID": card.id != nil, "id": card.id.map { String($0) } ?? "", "time": card.time,
      "machineTime": card.machineTime, "platform": card.platform, "account": card.account,
      "accountLink": card.accountLink, "about": card.about.joined(separator: " · "),
      "hasMedia": !card.media.isEmpty, "pictures": card.media.map(media),
      "isFolded": card.pieces == nil, "fold": card.fold, "token": card.token,
      "pieces": (card.pieces ?? []).map {
        ["text": $0.text, "isMarked": $0.isMarked] as [String: Any]
      },
    ]
  }

  private static func picture(_ picture: PageContent.Picture) -> [String: Any] {
    [
      "markup": picture.markup, "alternative": picture.alternative, "caption": picture.caption,
      "isNetwork": picture.isNetwork, "axis": picture.axis,
      "legend": picture.legend.map { ["swatch": $0.swatch, "name": $0.name] },
    ]
  }
}
