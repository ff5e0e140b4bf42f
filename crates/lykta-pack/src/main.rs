//! `lykta-pack`: the editors' tool. See `lykta-pack --help`.

fn main() -> std::process::ExitCode {
    lykta_pack::cli::run()
}
