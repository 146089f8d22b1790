package dev.caravan.local.dynamodb;

import dev.caravan.local.part.PageGuard;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Keeps web pages of others out of DynamoDB Local, which lets all of them in. */
final class GuardedHandler extends Handler.Wrapper {

    GuardedHandler(Handler dynamoDb) {
        super(dynamoDb);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var refusal = PageGuard.refusal(request.getHeaders()::get);
        if (refusal.isEmpty()) {
            return super.handle(request, response, callback);
        }
        response.setStatus(PageGuard.STATUS);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.write(true, StandardCharsets.UTF_8.encode(refusal.get()), callback);
        return true;
    }
}
