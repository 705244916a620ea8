/// Which parts of a link say where it leads and which only say who passed it on.
///
/// The whole list stands here. Sources: the parameters' vendors' documentation; the tracking lists
/// of Mozilla's query-stripping and of the AdGuard project name the same ones.
enum LinkRules {
  /// Parameters whose names begin so are dropped.
  static let trackingPrefixes: [StaticString] = ["utm_", "mtm_", "pk_", "piwik_", "hsa_", "oly_"]

  /// Parameters of these names are dropped, whatever their value.
  static let trackingNames: Set<String> = [
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid",
    "twclid", "ttclid", "igshid", "igsh", "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi",
    "vero_id", "wickedid", "rb_clickid", "s_cid", "icid", "ncid", "cmpid", "cmp", "spm",
    "_openstat",
    "fb_action_ids", "fb_action_types", "fb_ref", "fb_source", "action_object_map",
    "action_type_map", "action_ref_map", "ref_src", "ref_url", "__twitter_impression",
    "guccounter", "guce_referrer", "guce_referrer_sig", "smid", "sr_share", "share_id",
    "xtor", "at_medium", "at_campaign", "feature", "si", "_branch_match_id", "_branch_referrer",
  ]

  /// Hosts that hide where a link leads, so that the host says nothing about what was shared.
  static let shorteners: Set<String> = [
    "t.co", "bit.ly", "j.mp", "ow.ly", "goo.gl", "tinyurl.com", "is.gd", "buff.ly", "dlvr.it",
    "ift.tt", "fb.me", "youtu.be", "wp.me", "lnkd.in", "trib.al", "dld.bz", "tmblr.co", "amzn.to",
    "shar.es", "sh.st", "adf.ly", "cutt.ly", "rebrand.ly", "rb.gy", "t.me", "clck.ru", "vk.cc",
    "u.to", "urlz.fr", "soo.gd", "s.id", "bl.ink", "snip.ly", "po.st", "ln.is", "paper.li",
  ]

  /// Whether a folded host is one of the shorteners.
  static func isShortener(_ host: UnsafeBufferPointer<UInt8>) -> Bool {
    host.count <= longestShortener && shorteners.contains(String(decoding: host, as: UTF8.self))
  }

  private static let longestShortener = shorteners.map(\.utf8.count).max() ?? 0
}
