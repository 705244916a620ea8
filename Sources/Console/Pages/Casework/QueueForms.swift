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
}
