package org.provenote.tracking;

/**
 * What an MLflow server answered by itself, with its own error code and words: it is there, whatever it failed at. What a
 * proxy says in its place, or that nobody answers, is another {@link MlflowException}.
 */
public final class ServerException extends MlflowException {
    private static final long serialVersionUID = 1L;

    public ServerException(ErrorCode code, String message) {
        super(code, message);
    }
}
