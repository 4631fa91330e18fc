# The Homebrew formula; tools/dist/dist puts in the version and the sums of the archives.
class Btalk < Formula
  desc "Terminal dashboard for Orange Business voice"
  homepage "https://github.com/btalk/btalk"
  version "@VERSION@"
  license "MIT"

  on_macos do
    on_arm do
      url "#{homepage}/releases/download/v#{version}/btalk_#{version}_darwin_arm64.tar.gz"
      sha256 "@SHA256_darwin_arm64@"
    end
    on_intel do
      url "#{homepage}/releases/download/v#{version}/btalk_#{version}_darwin_amd64.tar.gz"
      sha256 "@SHA256_darwin_amd64@"
    end
  end

  on_linux do
    on_arm do
      url "#{homepage}/releases/download/v#{version}/btalk_#{version}_linux_arm64.tar.gz"
      sha256 "@SHA256_linux_arm64@"
    end
    on_intel do
      url "#{homepage}/releases/download/v#{version}/btalk_#{version}_linux_amd64.tar.gz"
      sha256 "@SHA256_linux_amd64@"
    end
  end

  def install
    bin.install "btalk"
    man1.install Dir["man/man1/*"]
    bash_completion.install "completions/btalk.bash" => "btalk"
    zsh_completion.install "completions/btalk.zsh" => "_btalk"
    fish_completion.install "completions/btalk.fish"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/btalk version")
  end
end
