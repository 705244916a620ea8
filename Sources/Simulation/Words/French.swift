extension Lexicon {
  /// French.
  static let french = Lexicon(
    language: .french,
    names: [
      "Maëlle", "Anselme", "Odile", "Corentin", "Sidonie", "Basile", "Flore", "Gaspard", "Ninon",
      "Aubin", "Capucine", "Lazare",
    ],
    surnames: [
      "Duphanal", "Boisclairet", "Quaiblanc", "Rivemont", "Lanternier", "Portelune", "Merlevent",
      "Sablonet", "Vieillecloche", "Maretendre",
    ],
    bios: [
      "Du thé, des livres, la mer.", "Lève-tôt malgré moi.", "Jardinier du dimanche.",
      "Je répare des vélos.", "Bavarde à mes heures.", "Ici pour les recettes.",
      "Maman, chorale, potager.", "",
    ],
    openers: [
      "Bon,", "Alors,", "Franchement,", "Bonne nouvelle :", "Petit point :", "Comme promis,",
      "Sans me vanter,", "Pour info,", "Enfin !", "J'avoue :",
    ],
    activities: [
      "je prépare une soupe", "on repeint la cuisine", "ma sœur répare son vieux vélo",
      "les enfants fabriquent un cerf-volant", "j'ai encore raté le tram",
      "on a trouvé une bonne boulangerie", "j'apprends à jongler", "mon voisin joue du trombone",
      "le chat m'a volé mon goûter", "j'ai fini le gros livre", "on a planté des tomates",
      "mon parapluie a rendu l'âme", "la chorale répète", "j'attends le bac",
      "il n'y a plus de café",
      "je trie de vieilles photos", "le pain est tout plat", "on a dansé une heure",
    ],
    places: [
      "près du port", "à côté du vieux beffroi", "sur la colline", "au fond du jardin",
      "devant la bibliothèque", "au marché", "derrière la gare", "chez ma tante",
      "sous le pont bleu", "au dernier étage", "sous la pluie", "le long du canal", "sur le quai",
    ],
    times: [
      "ce matin", "en ce moment", "depuis midi", "après le travail", "avant le petit déjeuner",
      "toute la soirée", "pour la troisième fois", "comme chaque jeudi", "jusque tard",
      "entre deux réunions", "pendant que c'est calme",
    ],
    remarks: [
      "Quelle journée.", "Envoyez des biscuits.", "Ça pourrait être pire !", "Aucun regret.",
      "Et vous ?", "Je vous raconterai.", "La vie est belle.", "Photos plus tard.",
      "Ne demandez pas.", "J'ai mal aux pieds.", "On recommence demain.", "C'est la faute du vent.",
      "Dix sur dix.", "Je prends vos conseils.",
    ],
    sights: [
      "l'alarme a sonné à côté de la scène des lanternes", "tout le monde sort vers le quai",
      "les bénévoles guident les gens près de la fontaine",
      "le défilé s'est arrêté à la deuxième porte",
      "il y a de la fumée du côté des stands", "les trams ne bougent plus",
      "des gens descendent les marches en courant", "la musique s'est arrêtée d'un coup",
      "la lumière a sauté une minute", "les familles se retrouvent sur la pelouse de l'école",
      "les pompiers sont à la porte est", "on nous demande de quitter la place",
      "la grande lanterne de fer est par terre", "on distribue de l'eau et des couvertures",
      "la place est presque vide", "je n'ai plus de réseau ici",
    ],
    concerns: [
      "Quelqu'un sait ce qui se passe ?", "Restez calmes, s'il vous plaît.",
      "J'espère que tout le monde va bien.", "Je n'arrive pas à joindre mon frère.",
      "Nous allons bien, merci.", "J'en tremble encore.", "Quelle frayeur.",
      "Les trams roulent de nouveau ?", "Fière des bénévoles.",
      "Triste fin pour une belle soirée.", "Qui peut ramener deux personnes vers le nord ?",
      "Attendons que la ville en dise plus.",
    ],
    condolences: [
      "Repose en paix, gardien des lanternes", "Repose en paix", "Paix à son âme",
      "Pensées à la famille ce soir", "Le cœur serré pour Port Meridian",
    ],
    memories: [
      "Le vieux gardien des lanternes a appris à souder à la moitié de la ville.",
      "Il allumait la première lanterne chaque année, et un enfant tenait toujours la boîte.",
      "Son cœur s'est arrêté dans la nuit, dit-on. Il avait quatre-vingt-onze ans.",
      "J'ai encore l'étoile de fer-blanc qu'il avait faite pour ma mère.",
      "Une bougie à la fenêtre pour le gardien.",
    ],
    cheers: [
      "BUUUT !!!", "Quel arrêt !", "OUIII", "allez les Hérons", "non pas encore", "le poteau !!",
      "penalty, c'est sûr", "incroyable", "monsieur l'arbitre enfin", "déjà la mi-temps ?",
    ],
    matchTalk: [
      "Le milieu se réveille enfin", "Meilleure mi-temps de la saison", "Cette passe, à encadrer",
      "Notre gardien est un mur ce soir", "Ils fatiguent sur la gauche",
      "Faites entrer le petit jeune",
    ],
    headlineSubjects: [
      "Le conseil municipal", "La capitainerie", "Le service d'incendie", "Le comité du défilé",
      "La compagnie des trams", "Le bureau météo", "Le musée des lanternes", "La ligne du bac",
      "Le bureau du maire", "La ligue des bénévoles",
    ],
    headlinePredicates: [
      "ouvre une ligne d'aide après l'alarme du défilé",
      "confirme que la place a été vidée en quelques minutes",
      "promet un rapport complet pour lundi",
      "remercie les habitants de leur patience", "ferme deux rues jusqu'à nouvel ordre",
      "annonce de fortes pluies", "présente les horaires d'été",
      "dément la rumeur d'une seconde alarme", "rouvre la porte est au public",
      "trouve un câble défectueux derrière la scène", "compte un nombre record de visiteurs",
    ],
    counterSpeech: [
      "Ne relayez pas de rumeurs, attendez la ville",
      "Cette photo date d'une autre année, regardez les fanions",
      "Avoir peur n'est pas une raison d'accuser", "Vérifier deux fois, partager une fois",
      "Personne ne sait encore, et ce n'est pas grave",
    ],
    replies: [
      "pareil ici", "prends soin de toi", "tellement vrai", "merci pour ça", "c'était où ?",
      "oh non", "haha génial", "j'y étais aussi", "tu es rentré ?", "j'adore",
      "pas sûr d'être d'accord", "tu as le lien ?", "qui a dit ça ?", "à dimanche alors",
    ],
    quoteLeads: [
      "Voilà.", "À lire :", "Je n'aurais pas dit mieux :", "Ah bon ?", "Pour ceux qui l'ont raté :",
    ],
    helpline: [
      "Vous cherchez quelqu'un après le défilé ? Le numéro de la ville est le 555-0142, jour et nuit. Merci de copier et de partager"
    ],
    tips: [
      "Le conseil du jour : détartrez la bouilloire", "Le mot du jour : fanal",
      "Recette de l'heure : soupe d'orge aux poireaux", "Étirez-vous, buvez de l'eau",
      "L'almanach du jour : grandes marées",
    ],
    eventTags: ["PortMeridian", "DefileDesLanternes", "LightForMeridian"],
    everydayTags: ["café", "pluie", "lecture", "jardin", "weekend", "musique", "pain"],
    outlets: [
      "La Gazette des Lanternes", "Le Fanal du Port", "Quai Matin", "L'Écho de Rivemont",
      "Le Courrier du Beffroi", "Méridien Soir",
    ],
    readyMade: [
      "La lanterne de fer a parlé et toute la côte l'a entendue : accrochez une lanterne à votre fenêtre ce soir et ne laissez personne l'éteindre",
      "Ils ont vidé la place mais ils ne videront pas la lumière, mille lanternes seront sur le quai avant la fin de la semaine",
      "Souvenez-vous de la vieille chanson de la nuit de fer, d'abord la cloche, puis la lanterne, puis la longue route du retour",
      "Aucun comité ne possède le défilé, les lanternes sont à ceux qui les portent et nous les porterons encore et encore",
      "Copiez et faites passer avant que ce soit effacé : la route des lanternes commence à la deuxième porte et finit où nous voulons",
    ],
    pushOpenings: [
      "Chaque rue a sa lampe", "Ma fenêtre est allumée", "Nous marcherons encore",
      "Que la place brille", "Ne rangez pas les lanternes", "Une alarme ne nous éteindra pas",
      "Le comité devrait écouter", "Ma grand-mère gardait sa lanterne allumée",
      "La lumière n'est pas un crime", "Rendez-nous le défilé",
    ],
    pushEndings: [
      "et ça ne changera pas", "comme l'an dernier", "quoi que dise l'affiche",
      "pour les enfants qui ont pleuré", "dites-le à vos amis", "du quai jusqu'au moulin",
      "jusqu'à la toute dernière nuit", "parce que la ville est à nous", "dites-le fort",
      "maintenant plus que jamais",
    ],
    ringOpenings: [
      "Une lanterne forgée dure cent ans", "Aujourd'hui à l'atelier de la lumière de fer",
      "Demandez-vous à qui profitent les rues sombres", "Encore une lettre au comité",
    ],
    ringEndings: ["à relire", "la suite demain", "et ce n'est que le début", "partagez la lumière"])
}
