/// x
public struct AssetMatcher: Sendable { public init() {} }
