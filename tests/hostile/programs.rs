//! Every setting and variable of git that names a program.
//!
//! From `git help --config` of git 2.47 and the manual's list of variables: what names a command, a
//! helper, a driver, a hook or a transport, or a file or folder that could hold such. `{}` stands
//! for the program.

/// Settings, each of them alone.
pub(super) const SETTINGS: &[(&str, &str)] = &[
    ("alias.cat-file", "!{}"),
    ("alias.log", "!{}"),
    ("alias.ls-tree", "!{}"),
    ("alias.rev-parse", "!{}"),
    ("browser.trap.cmd", "{}"),
    ("browser.trap.path", "{}"),
    ("core.alternateRefsCommand", "{}"),
    ("core.askPass", "{}"),
    ("core.editor", "{}"),
    ("core.fsmonitor", "{}"),
    ("core.gitProxy", "{}"),
    ("core.hooksPath", "{}.d"),
    ("core.pager", "{}"),
    ("core.sshCommand", "{}"),
    ("credential.helper", "!{}"),
    ("credential.https://example.org.helper", "{}"),
    ("diff.external", "{}"),
    ("diff.guitool", "trap"),
    ("diff.tool", "trap"),
    ("diff.trap.command", "{}"),
    ("diff.trap.textconv", "{}"),
    ("difftool.trap.cmd", "{}"),
    ("difftool.trap.path", "{}"),
    ("filter.trap.clean", "{}"),
    ("filter.trap.process", "{}"),
    ("filter.trap.smudge", "{}"),
    ("gc.recentObjectsHook", "{}"),
    ("gpg.openpgp.program", "{}"),
    ("gpg.program", "{}"),
    ("gpg.ssh.defaultKeyCommand", "{}"),
    ("gpg.ssh.program", "{}"),
    ("gpg.x509.program", "{}"),
    ("guitool.trap.cmd", "{}"),
    ("hook.trap.command", "{}"),
    ("imap.tunnel", "{}"),
    ("include.path", "{}.config"),
    ("includeIf.gitdir:**.path", "{}.config"),
    ("init.templateDir", "{}.d"),
    ("instaweb.browser", "{}"),
    ("instaweb.httpd", "{}"),
    ("interactive.diffFilter", "{}"),
    ("man.trap.cmd", "{}"),
    ("man.trap.path", "{}"),
    ("merge.trap.driver", "{}"),
    ("mergetool.trap.cmd", "{}"),
    ("mergetool.trap.path", "{}"),
    ("pager.cat-file", "{}"),
    ("pager.log", "{}"),
    ("pager.ls-tree", "{}"),
    ("remote.trap.receivepack", "{}"),
    ("remote.trap.uploadpack", "{}"),
    ("remote.trap.vcs", "trap"),
    ("sendemail.ccCmd", "{}"),
    ("sendemail.headerCmd", "{}"),
    ("sendemail.sendmailCmd", "{}"),
    ("sendemail.smtpServer", "{}"),
    ("sendemail.toCmd", "{}"),
    ("sequence.editor", "{}"),
    ("submodule.sub.update", "!{}"),
    ("tar.trap.command", "{}"),
    ("trailer.trap.cmd", "{}"),
    ("trailer.trap.command", "{}"),
    ("uploadpack.packObjectsHook", "{}"),
    ("web.browser", "{}"),
];

/// Settings that only do harm together, each set under a name.
pub(super) const TOGETHER: &[(&str, &[(&str, &str)])] = &[
    (
        "filter that is required",
        &[
            ("filter.trap.clean", "{}"),
            ("filter.trap.required", "true"),
        ],
    ),
    (
        "signature",
        &[("log.showSignature", "true"), ("gpg.program", "{}")],
    ),
    (
        "hook of the settings",
        &[
            ("hook.trap.command", "{}"),
            ("hook.trap.event", "post-index-change"),
        ],
    ),
];

/// What a remote is that has promised the objects that are missing, each set under a name.
pub(super) const PROMISORS: &[(&str, &[(&str, &str)])] = &[
    ("ext url", &[("remote.trap.url", "ext::{}")]),
    (
        "uploadpack",
        &[
            ("remote.trap.url", "file:///"),
            ("remote.trap.uploadpack", "{}"),
        ],
    ),
    (
        "path and uploadpack",
        &[("remote.trap.url", "."), ("remote.trap.uploadpack", "{}")],
    ),
    (
        "ssh",
        &[
            ("remote.trap.url", "ssh://example.org/x"),
            ("core.sshCommand", "{}"),
        ],
    ),
    (
        "proxy",
        &[
            ("remote.trap.url", "git://example.org/x"),
            ("core.gitProxy", "{}"),
        ],
    ),
    (
        "url that stands for another",
        &[
            ("remote.trap.url", "https://example.org/x"),
            ("url.ext::{} .insteadOf", "https://example.org/"),
        ],
    ),
    (
        "vcs",
        &[("remote.trap.vcs", "ext"), ("remote.trap.url", "{}")],
    ),
    (
        "protocol that is allowed",
        &[
            ("remote.trap.url", "ext::{}"),
            ("protocol.allow", "always"),
            ("protocol.ext.allow", "always"),
        ],
    ),
    (
        "credentials",
        &[
            ("remote.trap.url", "http://127.0.0.1:9/x"),
            ("credential.helper", "!{}"),
            ("core.askPass", "{}"),
        ],
    ),
];

/// Variables, each of them alone. Where one names a file that is only read, that file holds every
/// filter.
pub(super) const VARIABLES: &[(&str, &str)] = &[
    ("BROWSER", "{}"),
    ("EDITOR", "{}"),
    ("GIT_ALTERNATE_OBJECT_DIRECTORIES", "{}.d"),
    ("GIT_ASKPASS", "{}"),
    ("GIT_COMMON_DIR", "{}.git"),
    ("GIT_CONFIG", "{}.config"),
    ("GIT_CONFIG_GLOBAL", "{}.config"),
    ("GIT_CONFIG_PARAMETERS", "'filter.trap.clean'='{}'"),
    ("GIT_CONFIG_SYSTEM", "{}.config"),
    ("GIT_DIR", "{}.git"),
    ("GIT_EDITOR", "{}"),
    ("GIT_EXEC_PATH", "{}.d"),
    ("GIT_EXTERNAL_DIFF", "{}"),
    ("GIT_INDEX_FILE", "{}"),
    ("GIT_MAN_VIEWER", "{}"),
    ("GIT_OBJECT_DIRECTORY", "{}.d"),
    ("GIT_PAGER", "{}"),
    ("GIT_PROXY_COMMAND", "{}"),
    ("GIT_SEQUENCE_EDITOR", "{}"),
    ("GIT_SSH", "{}"),
    ("GIT_SSH_COMMAND", "{}"),
    ("GIT_TEMPLATE_DIR", "{}.d"),
    // These write what git does into a file.
    ("GIT_TRACE", "{}.sprung"),
    ("GIT_TRACE2", "{}.sprung"),
    ("GIT_TRACE2_EVENT", "{}.sprung"),
    ("GIT_TRACE_SETUP", "{}.sprung"),
    ("GIT_WORK_TREE", "{}.d"),
    ("HOME", "{}.home"),
    ("PAGER", "{}"),
    ("SSH_ASKPASS", "{}"),
    ("VISUAL", "{}"),
    ("XDG_CONFIG_HOME", "{}.home"),
];
