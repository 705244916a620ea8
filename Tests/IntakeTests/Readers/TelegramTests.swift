import SocialModel
import Testing

@testable import Intake

@Suite struct TelegramTests {
  static let chat = #"""
    {
     "name": "Port Meridian Walks",
     "type": "public_channel",
     "id": 1234,
     "messages": [
      {
       "id": 1,
       "type": "service",
       "date": "2016-03-22T09:00:00",
       "date_unixtime": "1458633600",
       "actor": "Port Meridian Walks",
       "action": "create_channel",
       "text": ""
      },
      {
       "id": 2,
       "type": "message",
       "date": "2016-03-22T08:58:12",
       "date_unixtime": "1458633492",
       "from": "Ann",
       "from_id": "user55",
       "reply_to_message_id": 1,
       "photo": "photos/1.jpg",
       "text": [
        "lanterns ",
        {
         "type": "bold",
         "text": "and"
        },
        " drums ",
        {
         "type": "hashtag",
         "text": "#Parade"
        },
        {
         "type": "link",
         "text": "https://a.example/1"
        },
        {
         "type": "text_link",
         "text": "here",
         "href": "https://a.example/2"
        },
        {
         "type": "mention",
         "text": "@bob"
        },
        {
         "type": "mention_name",
         "text": "Eve",
         "user_id": 77
        }
       ]
      },
      {
       "id": 3,
       "type": "message",
       "date": "2016-03-22T07:58:13",
       "forwarded_from": "Harbour News",
       "file": "video_files/1.mp4",
       "media_type": "video_file",
       "mime_type": "video/mp4",
       "text": "walk on",
       "text_entities": []
      },
      {
       "id": 4,
       "type": "message",
       "date_unixtime": "1458633494",
       "forwarded_from": "Harbour News",
       "file": "(File not included. Change data exporting settings to download.)",
       "mime_type": "image/webp",
       "text": ""
      }
     ]
    }
    """#

  @Test func `a chat is mapped, its service messages skipped`() throws {
    let reading = try read(Self.chat)
    #expect(reading.rejections.isEmpty)
    #expect(reading.summary?.format == .telegram && reading.summary?.skipped == 1)
    #expect(reading.posts.count == 3)
    let first = reading.posts[0]
    #expect(first.platform == .telegram && first.id == "1234/2")
    #expect(first.account == Account(id: "user55", name: "Ann"))
    #expect(first.time == Timestamp(seconds: 1_458_633_492))
    #expect(first.text == "lanterns and drums #Paradehttps://a.example/1here@bobEve")
    #expect(first.urls == ["https://a.example/1", "https://a.example/2"])
    #expect(first.hashtags == ["Parade"] && first.mentions == ["bob", "77"])
    #expect(first.replyTo == "1234/1" && first.repostOf == nil)
    #expect(first.media == [Media(kind: .image, path: "photos/1.jpg")])
    #expect(first.location.line == 15)
  }

  @Test func `a forward keeps its source, and copies of one message share their object`() throws {
    let posts = try read(Self.chat).posts
    #expect(posts[1].account == Account(id: "channel1234"))
    #expect(posts[1].repostedFrom == "Harbour News")
    #expect(posts[1].repostOf?.hasPrefix("Harbour News#") == true)
    #expect(posts[1].time == Timestamp(seconds: 1_458_633_493))
    #expect(posts[1].media == [Media(kind: .video, path: "video_files/1.mp4")])
    #expect(posts[1].urls == [])
    #expect(posts[2].repostedFrom == "Harbour News" && posts[2].repostOf == nil)
    #expect(posts[2].text == nil && posts[2].media == [Media(kind: .image)])
    let other = try read(Self.chat.replacing("1234", with: "99")).posts[1]
    #expect(other.id == "99/3" && other.repostOf == posts[1].repostOf)
  }

  @Test func `an account's export holds many chats`() throws {
    let second = Self.chat.replacing("1234", with: "99").replacing("public_channel", with: "saved")
    let whole =
      #"{"about":"a","personal_information":{"user_id":1},"contacts":{"list":[{"x":"]}"}]},"#
      + #""chats":{"about":"b","list":[\#(Self.chat),\#(second)]},"#
      + #""left_chats":{"list":[\#(Self.chat.replacing("1234", with: "7"))]}}"#
    let reading = try read(whole)
    #expect(reading.rejections.isEmpty)
    #expect(
      reading.posts.map(\.id) == [
        "1234/2", "1234/3", "1234/4", "99/2", "99/3", "99/4", "7/2", "7/3", "7/4",
      ])
    #expect(reading.posts[4].account.id == "chat99")
  }

  @Test func `a message whose quotes are broken costs one message in a printed document`() throws {
    let broken = Self.chat.replacing(#""text": "walk on","#, with: #""text": "walk on,"#)
    let reading = try read(broken)
    #expect(reading.codes == [.invalidJSON])
    #expect(reading.posts.map(\.id) == ["1234/2", "1234/4"])
  }
}
