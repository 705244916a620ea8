import Testing

@testable import Threats

/// Frames over classes of verbs, outcomes, conditions and hints; invented sentences, as mild as the rules allow.
@Suite("Wide frames of French, Arabic and Russian")
struct WideClassTests {
  @Test(
    "find threats by light verbs, outcomes, conditions, wishes and hints",
    arguments: [
      "On leur tire dessus demain à la gare", "Approche du maire et tu finiras à l'hôpital",
      "Paie ou on s'occupe de ton fils à coups de batte",
      "Pourvu que leur bateau coule dans le port", "On sait où tu gares ta voiture",
      "Jolie ta maison. Ce serait dommage qu'elle brûle.",
      "Подойдёшь к мэру, окажешься в больнице", "Пора проучить этого министра",
      "Плати, иначе сыну ноги переломаем", "Хоть бы их корабль утонул",
      "Мы знаем, где учится твоя дочь",
      "لو رجعت رح نكسر راسك", "يارب مركبهم يغرق", "نعرف مدرسة بناتك",
      "ra7 nkasarak bokra",
    ])
  func findThreats(text: String) {
    var assessor = Assessor()
    #expect(assessor.assess(text).level > .none, "\(text)")
  }

  @Test(
    "leave alone everyday talk in the same words",
    arguments: [
      "Ce serait dommage qu'il pleuve sur le défilé", "Sinon on va au cinéma demain",
      "Ta sœur est jolie, embrasse-la de ma part", "Le bateau a coulé dans le port hier",
      "Il a fini à l'hôpital après sa chute", "Je crève de faim, on mange quand ?",
      "Если вы в больнице, звоните", "Верни книгу, иначе сестра обидится",
      "Пусть земля ему будет пухом", "Дочь учится в школе на нашей улице",
      "Tout le monde sort vers le quai", "On a planté des tomates au marché ce matin",
      "The committee should listen for the children who cried, along the canal",
      "Верните нам парад, что бы ни писали на воротах", "انتبه لنفسك، إلى يوم الأحد إذن",
      "انتظرونا بعد قليل", "لو رجعت بكير منطبخ سوا", "سلم على اهلك كتير", "بنتي بمدرسة جنب البيت",
    ])
  func leaveAlone(text: String) {
    var assessor = Assessor()
    #expect(assessor.assess(text).level == .none, "\(text)")
  }
}
