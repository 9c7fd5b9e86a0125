using System.Globalization;
using System.Text;
using Levee.Cli.Machine;

namespace Levee.Cli.Containment;

/// <summary>
/// A name for a user of this machine who has none, as containers are run with any number. <c>initdb</c> asks the C library who it is
/// and refuses to work for nobody. Where there are no namespaces <c>/etc/passwd</c> cannot be another file, so the program gets a
/// copy of the C library that looks elsewhere.
/// </summary>
internal static class UnnamedUser
{
    /// <summary>The descriptor under which the program finds the accounts: its path is as long as the one that it replaces.</summary>
    public const int OpenAccounts = 100;

    private const string Library = "libc.so.6";

    public static bool IsNeeded => UnixFile.CurrentUser != 0 && Environment.UserName.Length == 0;

    /// <summary>The line of the accounts that is about this user.</summary>
    public static string Line =>
        string.Create(CultureInfo.InvariantCulture, $"levee:x:{UnixFile.CurrentUser}:{UnixFile.CurrentGroup}::/:\n");

    /// <summary>Makes the library.</summary>
    /// <param name="folder">Empty; becomes the first one in which libraries are looked for.</param>
    /// <returns>False where this machine has another C library.</returns>
    public static bool WriteLibrary(string folder)
    {
        // Ours is the one that PostgreSQL gets.
        var path = File.ReadLines("/proc/self/maps")
            .Select(line => line[(line.LastIndexOf(' ') + 1)..])
            .FirstOrDefault(file => Path.GetFileName(file) == Library);
        if (path is null)
            return false;
        var library = File.ReadAllBytes(path);
        var searched = library.AsSpan();
        var isChanged = false;
        while (searched.IndexOf("/etc/passwd\0"u8) is >= 0 and var at)
        {
            Encoding.ASCII.GetBytes($"/dev/fd/{OpenAccounts}", searched[at..]);
            searched = searched[at..];
            isChanged = true;
        }
        if (isChanged)
            File.WriteAllBytes(Path.Combine(folder, Library), library);
        return isChanged;
    }
}
