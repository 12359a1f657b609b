package org.provenote.provenance.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.StringUtils;
import org.jspecify.annotations.Nullable;

/**
 * Git's {@code core.sharedRepository}, which JGit does not know: what one user adds to a repository that several share, the
 * others may read and go on with. As {@code git_config_perm} in Git's {@code setup.c} and {@code adjust_shared_perm} in its
 * {@code path.c}.
 */
public final class SharedRights {
    private static final int GROUP = 0660;
    private static final int EVERYBODY = 0664;
    private static final int OWNER = 0600;

    /** For others than the owner nothing may be executed, and of folders that follows from reading. */
    private static final int READ_AND_WRITE = 0666;

    private static final int READ = 0444;
    private static final int WRITE = 0222;
    private static final int PERMISSIONS = 0777;
    private static final int MODE = 07777;
    private static final int SET_GROUP = 02000;
    private static final int KIND = 0170000;
    private static final int FILE = 0100000;
    private static final int FOLDER = 0040000;

    private final Path gitDir;

    /** Those to give; 0 to leave what the process's mask gives. */
    private final int rights;

    /** Whether others may just that, and not that besides. */
    private final boolean exact;

    private SharedRights(Repository repository) {
        gitDir = repository.getCommonDirectory().toPath();
        String setting = repository.getConfig().getString("core", null, "sharedrepository");
        boolean posix = gitDir.getFileSystem().supportedFileAttributeViews().contains("unix");
        int given = posix && setting != null ? parsed(setting) : 0;
        exact = given < 0;
        rights = Math.abs(given);
    }

    public static SharedRights of(Repository repository) {
        return new SharedRights(repository);
    }

    /** The rights to give besides, or less than 0 for those to give and no others. */
    private static int parsed(String setting) {
        return switch (setting) {
            case "umask", "0" -> 0;
            case "group", "1", "" -> GROUP;
            case "all", "world", "everybody", "2" -> EVERYBODY;
            default -> setting.matches("[0-7]{1,9}") ? octal(Integer.parseInt(setting, 8)) : yesOrNo(setting);
        };
    }

    private static int octal(int number) {
        return switch (number) {
            case 0 -> 0;
            case 1 -> GROUP;
            case 2 -> EVERYBODY;
            // Git does not work at all in a repository that its owner may not read and write.
            default -> (number & OWNER) == OWNER ? -(number & READ_AND_WRITE) : 0;
        };
    }

    private static int yesOrNo(String setting) {
        Boolean yes = StringUtils.toBooleanOrNull(setting);
        return yes != null && yes ? GROUP : 0;
    }

    /** Adds to the repository what has its rights before anything refers to it. */
    public ObjectInserter inserter(Repository repository) {
        ObjectInserter plain = repository.newObjectInserter();
        return rights == 0 ? plain : new Sharing(plain);
    }

    /** Gives a ref that was moved, and the folder that it is in, their rights. */
    public void share(String ref) {
        if (rights != 0) {
            Path file = gitDir.resolve(ref);
            adjust(file.getParent());
            adjust(file);
        }
    }

    private void share(ObjectId object) {
        String name = object.name();
        Path folder = gitDir.resolve("objects").resolve(name.substring(0, 2));
        adjust(folder);
        adjust(folder.resolve(name.substring(2)));
    }

    /** What is somebody else's has the rights that its owner gave it, and a link leads out of the repository. */
    private void adjust(@Nullable Path path) {
        if (path == null) {
            return;
        }
        try {
            int before = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            int kind = before & KIND;
            int after = adjusted(before & MODE, kind == FOLDER);
            if (after != (before & MODE) && (kind == FILE || kind == FOLDER)) {
                Files.setAttribute(path, "unix:mode", after, LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException e) {
            // Not this user's, or packed meanwhile.
        }
    }

    private int adjusted(int mode, boolean folder) {
        int given = (mode & 0200) == 0 ? rights & ~WRITE : rights;
        if ((mode & 0100) != 0) {
            given |= (given & READ) >> 2;
        }
        int adjusted = exact ? mode & ~PERMISSIONS | given : mode | given;
        if (folder) {
            adjusted |= (adjusted & READ) >> 2;
            adjusted |= (adjusted & 060) == 0 ? 0 : SET_GROUP;
        }
        return adjusted;
    }

    private final class Sharing extends ObjectInserter.Filter {
        private final ObjectInserter plain;

        Sharing(ObjectInserter plain) {
            this.plain = plain;
        }

        @Override
        protected ObjectInserter delegate() {
            return plain;
        }

        @Override
        public ObjectId insert(int type, byte[] data) throws IOException {
            return shared(plain.insert(type, data));
        }

        @Override
        public ObjectId insert(int type, byte[] data, int offset, int length) throws IOException {
            return shared(plain.insert(type, data, offset, length));
        }

        @Override
        public ObjectId insert(int type, long length, InputStream in) throws IOException {
            return shared(plain.insert(type, length, in));
        }

        private ObjectId shared(ObjectId object) {
            share(object);
            return object;
        }
    }
}
