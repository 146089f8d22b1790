package dev.caravan.bench.mvc;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A refusal as a problem document (RFC 9457) with a code for machines. */
final class ApiProblem extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    ApiProblem(int status, String code, String detail) {
        super(HttpStatus.valueOf(status), document(status, code, detail), null);
    }

    private static ProblemDetail document(int status, String code, String detail) {
        var document = ProblemDetail.forStatusAndDetail(HttpStatus.valueOf(status), detail);
        document.setProperty("code", code);
        return document;
    }
}
