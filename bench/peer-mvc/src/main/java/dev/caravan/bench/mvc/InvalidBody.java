package dev.caravan.bench.mvc;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What is JSON but does not fit is 422, where Spring's default is 400. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class InvalidBody {

    @ExceptionHandler
    ProblemDetail refuse(MethodArgumentNotValidException invalid) {
        var document = invalid.getBody();
        document.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        document.setTitle(HttpStatus.UNPROCESSABLE_ENTITY.getReasonPhrase());
        document.setProperty("code", "validation_failed");
        return document;
    }
}
