/// Placeholder.
import Media

