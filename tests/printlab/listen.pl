# A raw printer port: every connection's bytes become a file. listen.pl PORT FOLDER
use strict;
use warnings;
use IO::Socket::INET;

my ($port, $folder) = @ARGV;
my $listener = IO::Socket::INET->new(
    Listen => 16, LocalAddr => '127.0.0.1', LocalPort => $port, ReuseAddr => 1) or die "port $port: $!";
$SIG{CHLD} = 'IGNORE';
for (my $number = 1;; $number++) {
    my $connection = $listener->accept or next;
    next if fork;
    my $name = sprintf '%s/%04d', $folder, $number;
    open my $file, '>:raw', "$name.part" or die "$name: $!";
    while (sysread $connection, my $bytes, 65536) { print {$file} $bytes }
    close $file;
    rename "$name.part", "$name.bin";
    exit 0;
}
