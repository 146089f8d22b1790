package dev.caravan.starter.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.component.sql.RowMapperFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.BeanPropertyRowMapper;
import org.springframework.jdbc.core.RowMapper;

/** A row is a map from the names of the columns, as the statement writes them, to what the driver makes of the values. */
final class PlainRows implements RowMapperFactory {

    @Override
    public RowMapper<?> newColumnRowMapper() {
        return PlainRows::row;
    }

    @Override
    public RowMapper<?> newBeanRowMapper(Class<?> type) {
        return new BeanPropertyRowMapper<>(type);
    }

    private static Map<String, @Nullable Object> row(ResultSet result, int number) throws SQLException {
        var columns = result.getMetaData();
        var count = columns.getColumnCount();
        var row = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(count);
        for (var column = 1; column <= count; column++) {
            row.put(columns.getColumnLabel(column), result.getObject(column));
        }
        return row;
    }
}
