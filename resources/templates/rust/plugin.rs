// SPDX-License-Identifier: MIT
//
// @NAME@: refuses @WHAT@, and lets another pass at once. For [@SECTION@].
//
// build: rustc --edition 2021 -O --error-format short --crate-name plugin -o @NAME@ @NAME@.rs
//
// Reads   @VARIABLE@   @MEANING@
// Prints  E   refuses, with a reply of its own: codes with 5 mean never, those with 4 later
//         N   accepts; the plugins behind it in this section are not asked (A: no plugin is, to the session's end)
//         nothing   no opinion: the next plugin is asked, and at last the server itself decides

use std::env;
use std::os::unix::ffi::OsStringExt;

const REFUSED: &str = "@REFUSED@";
const PASSED: &str = "@PASSED@";

// Standard output is for commands; what is for people goes to standard error, and from there into the server's log. The client chose the
// value: the log gets no control characters from it.
fn log(value: &str, what: &str) {
    let shown: String = value.chars().map(|c| if (' '..='~').contains(&c) { c } else { '?' }).collect();
    eprintln!("@NAME@: {shown}: {what}");
}

fn main() {
    // A variable is bytes, and need not be UTF-8.
    let bytes = env::var_os("@VARIABLE@").unwrap_or_default().into_vec();
    let value = String::from_utf8_lossy(&bytes);
    match value.as_ref() {
        REFUSED => {
            println!("E@REPLY@");
            log(&value, "refused");
        }
        PASSED => {
            println!("N");
            log(&value, "passes at once");
        }
        _ => log(&value, "no opinion"),
    }
}
