package dev.caravan.shared.contract;

import dev.caravan.shared.problem.FieldError;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import dev.caravan.shared.validation.FieldErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the parameters of one request and every error in them, so that a caller hears of all at once. */
public final class ParameterValues {
    private final Operation operation;
    private final Map<String, @Nullable Object> variables = new LinkedHashMap<>();
    private final List<FieldError> errors = new ArrayList<>();
    private int status = 400;
    private boolean onlyOutOfRange = true;

    /** Values for the parameters of this operation. */
    public ParameterValues(Operation operation) {
        this.operation = operation;
    }

    /** Notes an error for every query parameter that the contract does not name. */
    public void refuseUnknown(Set<String> names) {
        for (var name : names) {
            if (operation.parameters().stream()
                    .noneMatch(known ->
                            known.in() == Parameter.In.QUERY && known.name().equals(name))) {
                add(400, FieldErrors.unknownParameter("query/" + name));
            }
        }
    }

    /** Reads one parameter; nothing where the caller did not send it. */
    public void read(Parameter parameter, List<String> texts) {
        if (texts.isEmpty()) {
            // a missing If-Match has a status of its own, which the route's IfMatchHeader step gives
            if (parameter.required() && !parameter.name().equals("If-Match")) {
                add(400, FieldErrors.required(parameter.pointer()));
            }
            variables.put(parameter.variable(), parameter.defaultValue());
            return;
        }
        try {
            variables.put(parameter.variable(), parameter.parse(texts));
        } catch (Parameter.Rejected rejected) {
            add(rejected.status(), rejected.error());
        }
    }

    /**
     * The variables to set.
     *
     * @throws ProblemException 400, or 422 where every value is well-formed and only out of range
     */
    public Map<String, @Nullable Object> finish() {
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.of(
                            status, "invalid_parameter", "The request has parameters that are not valid; see errors.")
                    .withErrors(errors));
        }
        return variables;
    }

    private void add(int errorStatus, FieldError error) {
        errors.add(error);
        onlyOutOfRange &= errorStatus == 422;
        status = onlyOutOfRange ? 422 : 400;
    }
}
