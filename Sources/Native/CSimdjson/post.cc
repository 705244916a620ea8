// Takes one record of Tocsin's own format apart in a single pass over its members.

#include <cstdio>
#include <cstring>

#include "csimdjson.h"
#include "parser.h"

using namespace simdjson;

namespace {

// A field may be a string or null; false for anything else.
bool take_text(dom::element value, csj_text *out) {
  *out = {nullptr, 0};
  if (value.is_null()) return true;
  std::string_view view;
  if (value.get_string().get(view)) return false;
  *out = csj_text_of(view);
  return true;
}

bool take_id(dom::element value, csj_text *out, char *digits, size_t room) {
  int64_t number;
  if (value.get_int64().get(number)) return take_text(value, out);
  const int length = std::snprintf(digits, room, "%lld", static_cast<long long>(number));
  *out = {digits, static_cast<size_t>(length)};
  return true;
}

bool take_time(dom::element value, csj_time *out) {
  *out = {CSJ_TIME_NONE, {nullptr, 0}, 0, 0};
  if (value.is_null()) return true;
  if (value.get_int64().get(out->integer) == SUCCESS) {
    out->kind = CSJ_TIME_INTEGER;
  } else if (value.get_double().get(out->real) == SUCCESS) {
    out->kind = CSJ_TIME_REAL;
  } else {
    out->kind = CSJ_TIME_TEXT;
    return take_text(value, &out->text);
  }
  return true;
}

bool take_list(csj_parser *parser, dom::element value, csj_list *out) {
  *out = {nullptr, 0, false};
  if (value.is_null()) return true;
  dom::array array;
  if (value.get_array().get(array)) return false;
  const size_t before = parser->texts.size();
  for (auto item : array) {
    std::string_view view;
    if (item.get_string().get(view)) return false;
    parser->texts.push_back(csj_text_of(view));
  }
  // An index for now: the list may still move.
  out->first = reinterpret_cast<const csj_text *>(before);
  out->count = parser->texts.size() - before;
  out->present = true;
  return true;
}

const char *take_account(csj_parser *parser, dom::element value, csj_post *out) {
  dom::object object;
  out->account_id = out->handle = out->name = out->bio = {nullptr, 0};
  out->created = {CSJ_TIME_NONE, {nullptr, 0}, 0, 0};
  out->has_account = out->has_followers = false;
  if (value.is_null()) return nullptr;
  if (value.get_object().get(object)) return "account";
  out->has_account = true;
  for (auto member : object) {
    const std::string_view key = member.key;
    const auto item = member.value;
    if (key == "id") {
      if (!take_id(item, &out->account_id, parser->digits[1], 24)) return "account.id";
    } else if (key == "handle") {
      if (!take_text(item, &out->handle)) return "account.handle";
    } else if (key == "name") {
      if (!take_text(item, &out->name)) return "account.name";
    } else if (key == "bio") {
      if (!take_text(item, &out->bio)) return "account.bio";
    } else if (key == "created") {
      if (!take_time(item, &out->created)) return "account.created";
    } else if (key == "followers") {
      out->has_followers = !item.is_null();
      if (item.is_null()) continue;
      if (item.get_int64().get(out->followers) || out->followers < 0) return "account.followers";
    }
  }
  return nullptr;
}

bool take_media_item(dom::element value, csj_media *out) {
  dom::object object;
  if (value.get_object().get(object)) return false;
  for (auto member : object) {
    const std::string_view key = member.key;
    csj_text *field = key == "type"     ? &out->type
                      : key == "path"   ? &out->path
                      : key == "url"    ? &out->url
                      : key == "sha256" ? &out->sha256
                      : key == "pdq"    ? &out->pdq
                                        : nullptr;
    if (field && !take_text(member.value, field)) return false;
  }
  return true;
}

bool take_media(csj_parser *parser, dom::element value, csj_post *out) {
  parser->media.clear();
  out->has_media = false;
  if (value.is_null()) return true;
  dom::array array;
  if (value.get_array().get(array)) return false;
  out->has_media = true;
  for (auto item : array) {
    csj_media media = {};
    if (!take_media_item(item, &media)) return false;
    parser->media.push_back(media);
  }
  return true;
}

// The name of the field of the wrong type, or null.
const char *take_member(
    csj_parser *parser, std::string_view key, dom::element value, csj_post *out) {
  switch (key.size()) {
    case 2:
      if (key == "id") return take_id(value, &out->id, parser->digits[0], 24) ? nullptr : "id";
      break;
    case 4:
      if (key == "time") return take_time(value, &out->time) ? nullptr : "time";
      if (key == "text") return take_text(value, &out->text) ? nullptr : "text";
      if (key == "lang") return take_text(value, &out->lang) ? nullptr : "lang";
      if (key == "urls") return take_list(parser, value, &out->urls) ? nullptr : "urls";
      break;
    case 5:
      if (key == "media") return take_media(parser, value, out) ? nullptr : "media";
      break;
    case 6:
      if (key == "client") return take_text(value, &out->client) ? nullptr : "client";
      break;
    case 7:
      if (key == "account") return take_account(parser, value, out);
      break;
    case 8:
      if (key == "platform") return take_text(value, &out->platform) ? nullptr : "platform";
      if (key == "hashtags") return take_list(parser, value, &out->hashtags) ? nullptr : "hashtags";
      if (key == "mentions") return take_list(parser, value, &out->mentions) ? nullptr : "mentions";
      if (key == "reply_to")
        return take_id(value, &out->reply_to, parser->digits[2], 24) ? nullptr : "reply_to";
      if (key == "quote_of")
        return take_id(value, &out->quote_of, parser->digits[4], 24) ? nullptr : "quote_of";
      break;
    case 9:
      if (key == "repost_of")
        return take_id(value, &out->repost_of, parser->digits[3], 24) ? nullptr : "repost_of";
      break;
    case 13:
      if (key == "reposted_from")
        return take_id(value, &out->reposted_from, parser->digits[5], 24) ? nullptr
                                                                          : "reposted_from";
      break;
  }
  return nullptr;
}

void settle(csj_list *list, const csj_text *base) {
  if (list->present) list->first = base + reinterpret_cast<size_t>(list->first);
}

}  // namespace

extern "C" csj_status csj_parse_post(
    csj_parser *parser, const char *bytes, size_t length, csj_post *out) {
  std::memset(out, 0, sizeof *out);
  parser->texts.clear();
  parser->media.clear();
  dom::element root;
  const csj_status status = csj_parse_element(parser, bytes, length, &root);
  if (status != CSJ_OK) return status;
  dom::object object;
  if (root.get_object().get(object)) return CSJ_NOT_AN_OBJECT;
  for (auto member : object) {
    out->problem = take_member(parser, member.key, member.value, out);
    if (out->problem) return CSJ_WRONG_TYPE;
  }
  settle(&out->urls, parser->texts.data());
  settle(&out->hashtags, parser->texts.data());
  settle(&out->mentions, parser->texts.data());
  out->media = parser->media.data();
  out->media_count = parser->media.size();
  return CSJ_OK;
}
