package dev.caravan.feed.upload;

/**
 * When a feed looks like an accident, such as a price column that was shifted or a stock column that was lost.
 *
 * @param share the part of the catalog, 0 to 1, of which a feed may change the price or use up the stock; with 1 no feed is
 *     ever held
 * @param fromRows a feed with fewer rows is never held
 */
public record HoldPolicy(double share, int fromRows) {

    /** Whether a feed of this length could be an accident at all. */
    public boolean mayConcern(long rows, long catalogSize) {
        return share < 1 && rows >= fromRows && catalogSize > 0 && rows > share * catalogSize;
    }

    /** Whether so many products, of a catalog of this size, are too many. */
    public boolean isBroken(long affected, long catalogSize) {
        return catalogSize > 0 && affected > share * catalogSize;
    }
}
