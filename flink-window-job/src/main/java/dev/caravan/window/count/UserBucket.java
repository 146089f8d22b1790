package dev.caravan.window.count;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;

/**
 * The key that activities are counted by: the product, and the bucket that the user falls into. A product that everybody
 * looks at is thereby counted in several places at once, and no user is counted in two of them.
 */
public final class UserBucket implements KeySelector<BucketedActivity, Tuple2<String, Integer>> {

    /** The type of the key. */
    public static final TypeInformation<Tuple2<String, Integer>> TYPE = Types.TUPLE(Types.STRING, Types.INT);

    private static final long serialVersionUID = 1L;

    /** The key. */
    public UserBucket() {}

    @Override
    public Tuple2<String, Integer> getKey(BucketedActivity bucketed) {
        return Tuple2.of(bucketed.activity().productId(), bucketed.bucket());
    }
}
