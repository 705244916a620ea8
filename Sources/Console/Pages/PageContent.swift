/// A page's content: words and values, which the template escapes, in the order of the page.
struct PageContent: Sendable {
  /// What the page is about; the title of the window, too.
  var title: String
  /// One sentence under the title; empty for none.
  var lead = ""
  /// Which part of the navigation it belongs to, by its path.
  var part = ""
  /// The blocks.
  var blocks: [Block] = []
  /// The status of the answer.
  var status = 200
  /// Seconds after which one may try again; nil where it does not matter.
  var retryAfter: Int64?

  /// A part of a page.
  enum Block: Sendable {
    case heading(String)
    case text(String)
    case notice(String)
    case facts([Fact])
    case list([String])
    case links([Action])
    case table(Table)
    case posts([PostCard], next: String?)
    case picture(Picture)
    case media([MediaCard])
    case form(Form)
    case buttons([Form])
    case fold(title: String, [String])
    case live
    case ring(Ring?)
  }

  /// A name with its value.
  struct Fact: Sendable {
    var name: String
    var value: String
    var link: String?

    init(_ name: String, _ value: String, link: String? = nil) {
      self.name = name
      self.value = value
      self.link = link
    }
  }

  /// A link with its words.
  struct Action: Sendable {
    var words: String
    var link: String
    var isCurrent = false
    /// The letter that follows it; empty for none.
    var key = ""
  }

  /// A table, which is a page's and a CSV file's alike.
  struct Table: Sendable {
    var id: String
    var caption: String
    var columns: [Column]
    var rows: [[Cell]]
    /// Where the list goes on; nil at its end.
    var next: String?
    /// Where the table is as CSV; nil where the viewer may not have it.
    var csv: String?
    /// What stands where there is no row.
    var empty = "There is nothing here."
  }

  /// A column.
  struct Column: Sendable {
    var name: String
    var isNumber = false
    /// What the cells' second lines are, as a column of their own in CSV; nil where there are none.
    var detail: String?

    init(_ name: String, isNumber: Bool = false, detail: String? = nil) {
      self.name = name
      self.isNumber = isNumber
      self.detail = detail
    }
  }

  /// A cell.
  struct Cell: Sendable {
    var text: String
    var link: String?
    /// A second line under it.
    var detail = ""
    /// A box before it.
    var box: Box?

    init(_ text: String, link: String? = nil, detail: String = "", box: Box? = nil) {
      self.text = text
      self.link = link
      self.detail = detail
      self.box = box
    }
  }

  /// A box in a table's row, which belongs to a form elsewhere on the page.
  struct Box: Sendable {
    var name: String
    var label: String
    /// The form's id.
    var form: String
  }

  /// What rings at the top of the board, with where to look.
  struct Ring: Sendable {
    var words: String
    var link: String?
  }

  /// A drawing that Tocsin made of numbers and escaped names.
  struct Picture: Sendable {
    var markup: String
    var alternative: String
    var caption: String
    var isNetwork = false
    var axis: [String] = []
    var legend: [(swatch: String, name: String)] = []
  }

  /// A form.
  struct Form: Sendable {
    var id: String
    var action: String
    /// Its token; nil for a form that only asks (GET).
    var token: String?
    var fields: [Field]
    var submit: String
    var help = ""
    /// The letter that sends it, or goes to its first empty field; empty for none.
    var key = ""
    /// Whether it is one of several and stands back behind another.
    var isQuiet = false
    /// Whether its answer opens beside the page, which stays as it is.
    var opensAnother = false
    /// What is wrong with a group of fields, by the group's name.
    var wrong: [String: String] = [:]
  }

  /// A field of a form.
  struct Field: Sendable {
    var name: String
    var label: String
    var type = "text"
    var value = ""
    var hint = ""
    var autocomplete = "off"
    var isRequired = false
    var options: [(value: String, words: String)] = []
    /// Lines of a field for longer texts; 0 for a field of one line.
    var lines = 0
    /// Whether it is a box to be ticked, whose value is then sent.
    var isBox = false
    /// Whether the box is ticked.
    var isTicked = false
    /// What is wrong with what was given; empty where nothing is.
    var wrong = ""
    /// The group that it stands in, with the fields beside it; empty for none.
    var group = ""
  }
}

/// A picture or a video of a post as its page shows it.
struct MediaCard: Sendable {
  /// What it is called on the page: no two pictures have one.
  var anchor: String
  var name: String
  /// Its name with whose post it belongs to, where a page has several posts.
  var label: String
  /// Whether it stands in a list of posts, without its file's name and hashes.
  var isBrief = false
  /// What its input calls the file.
  var file = ""
  /// Its hashes with their names.
  var hashes: [String] = []
  /// Where it is asked for.
  var action: String
  var token: String
  var submit: String
  /// What is said of it, or why it is not shown.
  var words = ""
  /// Whether it can be asked for.
  var isAskable = false
  /// Where the picture is; empty where none is shown.
  var source = ""
  var alternative = ""
  var isSharp = false
  var width = 0
  var height = 0
}

/// A post as lists and its page show it.
struct PostCard: Sendable {
  /// The store's number; nil for a post that is not stored any more.
  var id: Int64?
  var time: String
  var machineTime: String
  var platform: String
  var account: String
  var accountLink: String
  var about: [String]
  /// The text in pieces, some of them marked; nil while it is folded.
  var pieces: [Piece]?
  /// Why it is folded.
  var fold = ""
  /// The form's token that unfolds it.
  var token = ""
  /// Its pictures and videos.
  var media: [MediaCard] = []

  /// A piece of a text.
  struct Piece: Sendable, Hashable {
    var text: String
    var isMarked: Bool
  }
}
