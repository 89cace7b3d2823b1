package dev.reeve.plugin.session.community;

import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness.Status;

import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutionException;

import javax.net.ssl.SSLException;

/// Which kind of failure a gRPC call has met with: by the status that the server or the transport
/// gave, and by the types of its causes, never by words.
final class Failures {
    private Failures() {}

    /// The failure, with the server's own words.
    static SessionException of(String what, Throwable failure) {
        return new SessionException(category(failure), what + ": " + words(failure), failure);
    }

    static Status category(Throwable failure) {
        Status found = Status.UNKNOWN;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            switch (each) {
                case SSLException _, GeneralSecurityException _, IllegalArgumentException _ -> {
                    return Status.MISCONFIGURED;
                }
                case IOException _ -> found = found == Status.UNKNOWN ? Status.OFFLINE : found;
                default -> {
                    io.grpc.Status told = status(each);
                    found = told == null || found != Status.UNKNOWN ? found : of(told);
                }
            }
        }
        return found;
    }

    private static Status of(io.grpc.Status told) {
        return switch (told.getCode()) {
            case UNAUTHENTICATED, PERMISSION_DENIED -> Status.UNAUTHORIZED;
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED -> Status.OFFLINE;
            case UNIMPLEMENTED, INVALID_ARGUMENT, FAILED_PRECONDITION -> Status.MISCONFIGURED;
            case OK,
                    CANCELLED,
                    UNKNOWN,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    ABORTED,
                    OUT_OF_RANGE,
                    INTERNAL,
                    DATA_LOSS ->
                    Status.UNKNOWN;
        };
    }

    private static String words(Throwable failure) {
        String said = null;
        String below = null;
        Throwable first = failure instanceof ExecutionException ? failure.getCause() : failure;
        for (Throwable each = first; each != null; each = each.getCause()) {
            io.grpc.Status told = status(each);
            if (told != null && said == null) {
                String code = told.getCode().name().toLowerCase(java.util.Locale.ROOT);
                said = told.getDescription() == null ? code : code + ", " + told.getDescription();
            } else if (told == null && below == null && each.getMessage() != null) {
                below = each.getMessage();
            }
        }
        if (said == null) {
            return below == null ? failure.toString() : below;
        }
        return below == null || said.contains(below) ? said : said + " (" + below + ")";
    }

    private static io.grpc.@Nullable Status status(Throwable failure) {
        return switch (failure) {
            case StatusRuntimeException told -> told.getStatus();
            case StatusException told -> told.getStatus();
            default -> null;
        };
    }
}
