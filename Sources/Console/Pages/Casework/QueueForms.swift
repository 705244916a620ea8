import Exchange
import Store

/// The forms on the page of queues.
enum QueueForms {
  static func queue(_ visit: Visit, _ wrong: [String: String]) -> PageContent.Form {
    let isHere = wrong["queue"] != nil
    return PageContent.Form(
      id: "queue", action: "/queues", token: visit.token,
      fields: [
        .init(
          name: "name", label: "Name", value: isHere ? visit.typed("name") : "",
          isRequired: true, wrong: wrong["queue"] ?? ""),
        .init(
          name: "minutes", label: "Minutes of a claim", type: "number",
          value: isHere ? visit.typed("minutes") : "15", hint: "1 to 1,440.", isRequired: true),
      ], submit: "Save the queue",
      help: "A name that is there already changes for how long its claims last.")
  }

  static func order(
    _ visit: Visit, _ queues: [QueueRow], _ wrong: [String: String]
  ) -> PageContent.Form {
    func field(_ name: String, _ label: String, _ hint: String = "", type: String = "text")
      -> PageContent.Field
    {
      .init(
        name: name, label: label, type: type, value: wrong["order"] == nil ? "" : visit.typed(name),
        hint: hint, isRequired: true)
    }
    var subject = field("subject", "It is about", "Such as post:x:7120 or account:x:a1.")
    subject.wrong = wrong["order"] ?? ""
    var queue = field("queue", "Queue")
    queue.options = queues.map { ("\($0.id)", $0.name) }
    return PageContent.Form(
      id: "order", action: "/removal-orders", token: visit.token,
      fields: [
        subject, field("state", "Member State", "Two letters."),
        field("received", "Received (UTC)", type: "datetime-local"), queue,
      ], submit: "Take the order", help: "Its hour runs from receipt, before every other case.",
      isQuiet: true)
  }
}
