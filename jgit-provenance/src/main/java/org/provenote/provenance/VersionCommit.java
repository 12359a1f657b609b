package org.provenote.provenance;

import java.time.Instant;
import java.time.ZoneId;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;

/** A commit of ours: never signed, and by us rather than in the user's name. */
final class VersionCommit {
    private VersionCommit() {}

    static CommitBuilder of(ObjectId tree, @Nullable ObjectId parent, String message) {
        PersonIdent author = new PersonIdent("Provenote", "provenote@localhost", Instant.now(), ZoneId.systemDefault());
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        if (parent != null) {
            commit.setParentId(parent);
        }
        commit.setAuthor(author);
        commit.setCommitter(author);
        commit.setMessage(message);
        return commit;
    }
}
