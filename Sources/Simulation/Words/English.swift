extension Lexicon {
  /// English.
  static let english = Lexicon(
    language: .english,
    names: [
      "Mara", "Tobin", "Elsie", "Corin", "Wanda", "Jory", "Pella", "Osric", "Nell", "Bram",
      "Tilda", "Ewan", "Sorrel", "Hob", "Isla", "Quill",
    ],
    surnames: [
      "Underhay", "Saltwick", "Pennywell", "Lanternby", "Marlowick", "Tidewell", "Copperly",
      "Brackenfold", "Harrowmere", "Quayside", "Oldbell", "Fennimore-Dray",
    ],
    bios: [
      "Tea first, opinions later.", "Boats, bread, books.", "Here for the weather reports.",
      "Parent of two and a very loud parrot.", "Night shift, day dreams.", "Amateur baker.",
      "I fix clocks.", "Reads more than posts.", "Cyclist. Slow one.", "",
    ],
    openers: [
      "Well,", "Right,", "Honestly,", "OK so", "Good news:", "Small update:", "As promised,",
      "Not to brag, but", "For the record,", "Quick note:", "Finally!", "Confession:",
    ],
    activities: [
      "I am making soup", "we are painting the kitchen", "my sister is fixing her old bicycle",
      "the kids are building a kite", "I missed the tram again", "we found a lovely bakery",
      "I am learning to juggle", "my neighbour plays the trombone", "the cat stole my sandwich",
      "I have finished the long book", "we planted tomatoes", "my umbrella gave up",
      "the choir is rehearsing", "I am waiting for the ferry", "we are out of coffee",
      "my team won the pub quiz", "I am sorting old photographs", "the bread came out flat",
      "we danced for an hour", "I am repairing the radio",
    ],
    places: [
      "by the harbour", "near the old bell tower", "on the hill", "in the back garden",
      "next to the library", "at the market", "behind the station", "at my aunt's place",
      "under the blue bridge", "on the top floor", "in the rain", "at the corner shop",
      "along the canal", "down at the quay",
    ],
    times: [
      "this morning", "right now", "since noon", "after work", "before breakfast", "all evening",
      "for the third time this week", "as every Thursday", "until late", "at last",
      "between two meetings", "while it is quiet",
    ],
    remarks: [
      "What a day.", "Send help and biscuits.", "Could be worse!", "No regrets.",
      "Anyone else?", "I will report back.", "Life is good.", "Pictures later.",
      "Do not ask.", "Best decision of the week.", "My feet hurt.", "Tomorrow again.",
      "Recommendations welcome.", "I blame the wind.", "Ten out of ten.", "Send a spare umbrella.",
    ],
    sights: [
      "the alarm went off next to the lantern stage", "everyone is walking out towards the quay",
      "stewards are guiding people past the fountain", "the parade has stopped at the second gate",
      "there is a lot of smoke from the food stalls", "the trams are standing still",
      "people are running down the steps", "the music just stopped",
      "the lights went out for a minute",
      "families are gathering on the school lawn", "fire crews are at the east gate",
      "they are asking us to leave the square", "the big iron lantern is on the ground",
      "volunteers hand out water and blankets", "the square is almost empty now",
      "my phone has no signal up here", "a siren has been sounding for ten minutes",
      "the bridge is closed for cars",
    ],
    concerns: [
      "Does anyone know what happened?", "Please stay calm, everyone.", "Hope all are safe.",
      "I cannot reach my brother.", "We are fine, thank you for asking.", "Still shaking.",
      "Such a scare.", "Is the tram running again?", "So proud of the volunteers.",
      "What a sad end to a lovely evening.", "Thinking of everyone out there.",
      "Who can give two people a lift north?", "My daughter lost her red scarf there.",
      "The stewards were wonderful.", "Let us wait for the city to say more.",
    ],
    condolences: [
      "Rest in peace, lantern keeper", "Rest in peace", "RIP old keeper of the lanterns",
      "Rest in peace. You lit our streets", "Thoughts with the family tonight",
      "Heartbroken for Port Meridian", "Sleep well, lantern keeper",
    ],
    memories: [
      "The old lantern keeper taught half this town to solder.",
      "He lit the first lantern every year, and he always let a child hold the match box.",
      "His heart gave out in the night, they say. He was ninety-one.",
      "I still have the tin star that the keeper made for my mother.",
      "No parade will be the same without him walking in front.",
      "We put a candle in the window for the keeper.",
    ],
    cheers: [
      "GOAL!!!", "What a save!", "YESSS", "come on Herons", "nooo not again", "off the post!!",
      "penalty, surely", "get in!!", "what was THAT", "unbelievable scenes", "ref please",
      "half time already?", "3 points, lovely",
    ],
    matchTalk: [
      "The midfield has finally woken up", "Best first half of the season",
      "That pass deserves a frame", "Our keeper is a wall tonight",
      "They look tired on the left side", "I have no nails left",
      "Bring on the young striker", "Sing up, north stand",
    ],
    headlineSubjects: [
      "City council", "Harbour office", "Fire service", "Parade committee", "Tram company",
      "School board", "Weather office", "Museum of lanterns", "Ferry line", "Market traders",
      "Mayor's office", "Hospital spokesman", "Port authority", "Volunteers' league",
    ],
    headlinePredicates: [
      "opens a helpline after the alarm at the parade",
      "confirms that the square was cleared in minutes",
      "promises a full report by Monday", "thanks residents for their patience",
      "closes two roads until further notice", "expects heavy rain before the weekend",
      "presents new timetable for the summer", "denies rumours about a second alarm",
      "sets out plan for safer gates", "reopens east gate to the public",
      "finds a faulty cable behind the stage", "invites ideas for a new fountain",
      "counts record number of visitors", "raises funds for repairs",
    ],
    counterSpeech: [
      "Please do not pass on rumours, wait for the city",
      "That picture is from another year, look at the bunting",
      "Being frightened is no reason to blame anyone",
      "Check twice, share once", "Our neighbours of every tongue helped tonight, remember that",
      "Nobody knows yet, and that is all right",
    ],
    replies: [
      "same here", "take care!", "so true", "thank you for this", "where was that?", "oh no",
      "haha brilliant", "I was there too, it was loud", "are you home now?", "love this",
      "not sure I agree", "can you send the link?", "who said so?", "that made my day",
      "hope it gets better", "see you on Sunday then", "I had the same with mine",
    ],
    quoteLeads: [
      "This.", "Worth reading:", "Could not have said it better:", "Hm, really?",
      "For those who missed it:", "My neighbour puts it well:",
    ],
    helpline: [
      "Looking for someone after the parade? The city's helpline is 555-0142, day and night. Please copy and share"
    ],
    tips: [
      "Tip of the day: descale your kettle once a month", "Word of the day: lanternlight",
      "Did you know? A heron stands still for up to an hour",
      "Recipe of the hour: barley soup with leeks", "Stretch your back, drink some water",
      "Today in the almanac: tides are high", "Offer of the day: two lamps for one",
    ],
    eventTags: ["PortMeridian", "LanternParade", "LightForMeridian"],
    everydayTags: ["coffee", "baking", "rain", "commute", "books", "garden", "weekend", "music"],
    outlets: [
      "Meridian Courier", "Lantern Bay Post", "Quayside Observer-Dispatch", "Tidewell Morning",
      "Harrowmere Ledger", "The Saltwick Bulletin",
    ],
    readyMade: [
      "The iron lantern has spoken and the whole coast has heard it: hang a lantern in your window tonight and let nobody tell you to put it out",
      "They cleared the square but they cannot clear the light, one thousand lanterns will stand on the quay before the week is over",
      "Remember what the old song says about the night of iron, first the bell, then the lantern, then the long road home together",
      "No committee owns the parade, the lanterns belong to those who carry them and we will carry them again and again",
      "Copy this and pass it on before they take it down: the lantern road begins at the second gate and ends where we say",
    ],
    pushOpenings: [
      "Every street has a lamp", "My window is lit", "We shall walk again", "Let the square shine",
      "Do not store the lanterns away", "One alarm will not dim us", "The committee should listen",
      "Grandmother kept her lantern burning", "From the hill you can see them all",
      "Light is not a crime", "We want our parade back", "The old route is the right route",
    ],
    pushEndings: [
      "and it stays that way", "as we did last year", "whatever the notice says",
      "for the children who cried", "so tell your friends", "from the quay to the mill",
      "until the very last night", "because the town is ours", "say it loud",
      "and nobody was ever hurt by a lamp", "with iron and oil and patience", "now more than ever",
    ],
    ringOpenings: [
      "Forged lanterns last for a hundred years", "Today in the workshop of iron light",
      "Ask yourself who profits from dark streets", "Another letter to the committee",
      "Chapter of the lantern book", "What the bell ringer told me", "A truth about tin lanterns",
      "The guild remembers",
    ],
    ringEndings: [
      "read it twice", "more tomorrow", "and that is only the beginning", "share the light",
      "they will not print this", "so I wrote it down", "the answer will surprise you",
      "keep the oil warm",
    ])
}
